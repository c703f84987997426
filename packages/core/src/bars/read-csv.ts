import { csvError } from './csv-error.js';

/** Takes the fields of one record and the line of the file, from 1, on which it begins. */
export type CsvVisitor = (fields: readonly string[], line: number) => void;

/**
 * Reads comma-separated text record by record. Fields may be quoted, with `""` for a quote and
 * with commas and line ends inside; lines end in LF or CRLF; a byte order mark is skipped, and so
 * are lines of blanks. Fields lose blanks around them unless quoted.
 *
 * @internal
 * @throws SdkError `BARS_INVALID` for a quote in the middle of a field and one that never closes.
 *
 * Source: RFC 4180.
 */
export function readCsv(text: string, visit: CsvVisitor): void {
  let at = text.startsWith('\uFEFF') ? 1 : 0;
  let line = 1;
  let quoteAt = text.indexOf('"', at);
  while (at < text.length) {
    let end = text.indexOf('\n', at);
    if (end < 0) end = text.length;
    if (quoteAt >= 0 && quoteAt < end) {
      const record = readQuotedRecord(text, at, line);
      visit(record.fields, line);
      line += record.lines;
      at = record.end + 1;
      quoteAt = text.indexOf('"', at);
      continue;
    }
    const content = text.slice(at, end).trim();
    if (content !== '') visit(splitPlain(content), line);
    line += 1;
    at = end + 1;
  }
}

function splitPlain(content: string): string[] {
  const fields = content.split(',');
  for (let i = 0; i < fields.length; i += 1) fields[i] = fields[i]!.trim();
  return fields;
}

interface QuotedRecord {
  readonly fields: readonly string[];
  /** How many lines it covers. */
  readonly lines: number;
  /** Position of the line end behind it, or of the end of the text. */
  readonly end: number;
}

function readQuotedRecord(text: string, start: number, line: number): QuotedRecord {
  const fields: string[] = [];
  let lines = 1;
  let at = start;
  for (;;) {
    const field = readField(text, at, line + lines - 1);
    fields.push(field.value);
    lines += field.lineEnds;
    if (text[field.end] !== ',') return { fields, lines, end: field.end };
    at = field.end + 1;
  }
}

interface QuotedField {
  readonly value: string;
  readonly lineEnds: number;
  /** Position of the comma or line end behind it, or of the end of the text. */
  readonly end: number;
}

function readField(text: string, start: number, line: number): QuotedField {
  const open = skipBlanks(text, start);
  if (text[open] !== '"') {
    const end = findFieldEnd(text, open);
    const value = text.slice(open, end).trim();
    if (value.includes('"')) throw badQuote(text, start, line);
    return { value, lineEnds: 0, end };
  }
  const close = findClosingQuote(text, open + 1);
  const end = skipBlanks(text, close + 1);
  if (close < 0 || !(end === text.length || text[end] === ',' || text[end] === '\n')) {
    throw badQuote(text, start, line);
  }
  const value = text.slice(open + 1, close).replaceAll('""', '"');
  return { value, lineEnds: value.split('\n').length - 1, end };
}

function skipBlanks(text: string, start: number): number {
  let at = start;
  while (text[at] === ' ' || text[at] === '\t' || text[at] === '\r') at += 1;
  return at;
}

function findFieldEnd(text: string, start: number): number {
  let at = start;
  while (at < text.length && text[at] !== ',' && text[at] !== '\n') at += 1;
  return at;
}

/** The next quote that is not doubled; −1 when there is none. */
function findClosingQuote(text: string, start: number): number {
  let at = text.indexOf('"', start);
  while (at >= 0 && text[at + 1] === '"') at = text.indexOf('"', at + 2);
  return at;
}

function badQuote(text: string, start: number, line: number): Error {
  return csvError({
    line,
    value: text.slice(start, start + 100),
    must: 'fields with quotes only around the whole field',
    fix: 'close the quote, and write a quote inside of it twice',
  });
}
