import { parseSymbol } from '../instruments/parse-symbol.js';
import { isDecimalText } from '../numbers/parse-decimal.js';
import type { BarsFromCsvOptions } from './bars-options.js';
import {
  type CsvTimeCell,
  type CsvTimeKind,
  csvTimeKindOf,
  parseCsvTime,
  sessionOfCsvDate,
} from './csv-bar-times.js';
import { csvError } from './csv-error.js';
import { type CsvHeader, parseCsvHeader } from './csv-header.js';
import { readCsv } from './read-csv.js';

/** The rows of one symbol, in the order of the file. */
export interface CsvBarGroup {
  readonly symbol: string;
  /** Line of each row. */
  readonly lines: number[];
  /** Instants; for times without an offset the local time as if it were UTC. */
  readonly times: number[];
  /** Filled where the file has dates. */
  readonly endTimes: number[];
  /** One list per number column of the header. */
  readonly values: readonly number[][];
}

/** A file as it was read; nothing is known about the rows but that each field can be read. */
export interface CsvBarRows {
  readonly header: CsvHeader;
  readonly timeKind: CsvTimeKind;
  /** One per symbol, in order of appearance. */
  readonly groups: readonly CsvBarGroup[];
}

interface Context {
  readonly options: BarsFromCsvOptions;
  readonly groups: Map<string, CsvBarGroup>;
  header: CsvHeader | undefined;
  timeKind: CsvTimeKind | undefined;
}

/**
 * Reads the rows of a file; `undefined` when it has none.
 *
 * @internal
 * @throws SdkError as `barsFromCsv`
 */
export function readCsvBarRows(text: string, options: BarsFromCsvOptions): CsvBarRows | undefined {
  const context: Context = { options, groups: new Map(), header: undefined, timeKind: undefined };
  readCsv(text, (fields, line) => {
    if (context.header === undefined) context.header = readHeader(fields, line, options);
    else readRow(context, context.header, { fields, line });
  });
  const { header, timeKind, groups } = context;
  if (header === undefined || timeKind === undefined) return undefined;
  return { header, timeKind, groups: [...groups.values()] };
}

interface Row {
  readonly fields: readonly string[];
  readonly line: number;
}

function readHeader(
  fields: readonly string[],
  line: number,
  options: BarsFromCsvOptions,
): CsvHeader {
  const ignoreUnknown = options.ignoreUnknownColumns === true;
  const header = parseCsvHeader(fields, { line, ignoreUnknown });
  if ((header.symbolIndex === undefined) !== (options.symbol === undefined)) return header;
  const [value, must] = [
    fields.join(','),
    'a list with "symbol" unless the option symbol is given',
  ];
  throw csvError({ line, column: 'header', value, must });
}

function readRow(context: Context, header: CsvHeader, row: Row): void {
  const { fields, line } = row;
  if (fields.length !== header.width) {
    const must = `a row of ${header.width} fields like the header (it has ${fields.length})`;
    throw csvError({ line, value: fields.join(','), must });
  }
  const group = findGroup(context, header, row);
  const text = fields[header.timeIndex]!;
  readTime(context, group, { line, column: header.timeName, text });
  group.lines.push(line);
  for (let i = 0; i < header.numbers.length; i += 1) {
    const { index, name } = header.numbers[i]!;
    const value = fields[index]!;
    if (!isDecimalText(value)) {
      throw csvError({ line, column: name, value, must: 'a plain decimal such as "10.25"' });
    }
    group.values[i]!.push(Number(value));
  }
}

function findGroup({ groups, options }: Context, header: CsvHeader, row: Row): CsvBarGroup {
  const { symbolIndex } = header;
  const text = symbolIndex === undefined ? options.symbol : row.fields[symbolIndex];
  const known = groups.get(text!);
  if (known !== undefined) return known;
  const symbol = parseSymbol(
    text,
    symbolIndex === undefined ? 'symbol' : `symbol in line ${row.line}`,
  );
  const values = header.numbers.map(() => []);
  const group: CsvBarGroup = { symbol, lines: [], times: [], endTimes: [], values };
  groups.set(symbol, group);
  return group;
}

function readTime(context: Context, group: CsvBarGroup, cell: CsvTimeCell): void {
  const { calendar } = context.options;
  context.timeKind ??= parseTimeKind(context.options, cell);
  if (context.timeKind !== 'date') {
    group.times.push(parseCsvTime(context.timeKind, cell));
  } else if (calendar !== undefined) {
    const session = sessionOfCsvDate(calendar, cell);
    group.times.push(session.opensAt);
    group.endTimes.push(session.closesAt);
  }
}

/** The kind of the first time decides which options the file needs. */
function parseTimeKind(options: BarsFromCsvOptions, cell: CsvTimeCell): CsvTimeKind {
  const { line, column, text } = cell;
  const kind = csvTimeKindOf(cell);
  const missing =
    (kind === 'local' && options.zone === undefined && needsZone) ||
    (kind === 'date' && options.calendar === undefined && needsCalendar) ||
    (kind !== 'date' && options.periodMs === undefined && needsPeriod);
  if (missing === false) return kind;
  throw csvError({ line, column, value: text, ...missing });
}

const needsZone = {
  must: 'a time with its offset',
  fix: 'or give the option zone, such as "America/New_York"',
};
const needsCalendar = {
  must: 'an instant, because a date is none',
  fix: 'or give the option calendar: usEquityCalendar, or alwaysOpenCalendar for UTC days',
};
const needsPeriod = {
  must: 'accompanied by the length of a bar',
  fix: 'give the option periodMs, such as 60000 for minutes',
};
