import { sha256Hex } from '@tradewright/core';

/**
 * The content policy of a page that asks nobody for anything: its own style and its own script, by
 * their hashes, and nothing else. Even markup that slipped in could run and load nothing.
 */
export function contentPolicy(style: string, script: string): string {
  return [
    "default-src 'none'",
    `style-src '${source(style)}'`,
    `script-src '${source(script)}'`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
}

function source(text: string): string {
  const bytes = sha256Hex(text).match(/../g) ?? [];
  return `sha256-${base64(bytes.map((byte) => Number.parseInt(byte, 16)))}`;
}

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

function base64(bytes: readonly number[]): string {
  let text = '';
  for (let i = 0; i < bytes.length; i += 3) {
    const [a = 0, b = 0, c = 0] = bytes.slice(i, i + 3);
    const bits = (a << 16) | (b << 8) | c;
    for (const shift of [18, 12, 6, 0]) text += letters.charAt((bits >> shift) & 63);
  }
  const missing = (3 - (bytes.length % 3)) % 3;
  return text.slice(0, text.length - missing) + '='.repeat(missing);
}
