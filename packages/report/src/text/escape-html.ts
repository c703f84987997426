const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
  '`': '&#96;',
};

/**
 * Makes text from outside harmless in the body and in the attributes of a page: it can open no tag,
 * close no quote and end no script. Control characters and halves of characters, which would make
 * the page another one for another reader, become U+FFFD.
 *
 * @example
 * escapeHtml('<b title="x">') // => '&lt;b title=&quot;x&quot;&gt;'
 */
export function escapeHtml(text: string): string {
  return printable(text).replace(/[&<>"'`]/g, (character) => entities[character] as string);
}

/** Text without control characters: it can move no cursor and change no color of a terminal. */
export function printable(text: string): string {
  return text
    .replace(/[\t\n\r]+/g, ' ')
    .replace(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]|\p{Cs}/gu, '\ufffd');
}
