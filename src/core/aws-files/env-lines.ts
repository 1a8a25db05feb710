import { AppError } from '../errors.ts';
import type { KeyCandidate } from './key-candidate.ts';

const VARIABLES: ReadonlyMap<string, keyof KeyCandidate> = new Map<string, keyof KeyCandidate>([
  ['AWS_ACCESS_KEY_ID', 'accessKeyId'],
  ['AWS_SECRET_ACCESS_KEY', 'secretAccessKey'],
  ['AWS_SESSION_TOKEN', 'sessionToken'],
  ['AWS_SECURITY_TOKEN', 'sessionToken'],
  ['AWS_PROFILE', 'profileName'],
]);

// `export` (POSIX shells), `set -gx` (fish), `set` (cmd), `$Env:` (PowerShell) or nothing (.env). All patterns below
// are sticky and tried once at each place, and none can match one text in two ways: a line takes time in proportion to
// its length.
const COMMAND = /(?:export\s+|set\s+(--?[a-z]+\s+)*|\$env:)?/iy;
const NAME = /[A-Z_][A-Z0-9_]*/y;
const EQUALS = /\s*=[ \t]*/y;
const SPACE = /\s+/y;
// Inside double quotes what a shell would expand or unescape is left out: only a shell could tell the value.
const QUOTED = /'([^']*)'|"([^"$`\\]*)"/y;
// Without quotes only characters that every shell and every .env reader takes as they are.
const PLAIN = /[\w/+=.,:@%-]*/y;
const IN_CMD_QUOTES = /([^"%!^]*)"/y;
const END = /[\s;&]+|$/y;

/** Reads assignments one after the other from a line. */
class LineReader {
  private at = 0;
  private readonly line: string;

  constructor(line: string) {
    this.line = line;
  }

  get atEnd(): boolean {
    return this.at >= this.line.length;
  }

  take(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.at;
    const match = pattern.exec(this.line);
    if (!match) return undefined;
    this.at = pattern.lastIndex;
    return match;
  }

  takeText(text: string): boolean {
    if (!this.line.startsWith(text, this.at)) return false;
    this.at += text.length;
    return true;
  }
}

/** The next assignment; undefined when something else stands there. A value nobody can be sure of is undefined. */
function readAssignment(reader: LineReader): { readonly name: string; readonly value: string | undefined } | undefined {
  const isFish = reader.take(COMMAND)?.[1] !== undefined;
  const inCmdQuotes = reader.takeText('"');
  const name = reader.take(NAME)?.[0];
  if (name === undefined || !reader.take(isFish ? SPACE : EQUALS)) return undefined;
  const quoted = reader.take(inCmdQuotes ? IN_CMD_QUOTES : QUOTED);
  const value = quoted ? (quoted[1] ?? quoted[2]) : inCmdQuotes ? undefined : reader.take(PLAIN)?.[0];
  return { name, value: reader.take(END) ? value : undefined };
}

/**
 * The access key that lines of assignments give: for POSIX shells, fish, PowerShell and cmd, and .env files. As in a
 * shell, the last assignment of a name counts. One candidate, or none when no line assigns any of it.
 * @throws {AppError} `unreadable-paste` for a value that only a shell could work out, such as `"$KEY"`.
 */
export function readEnvLines(text: string): KeyCandidate[] {
  const found: KeyCandidate = {};
  const regions = new Map<string, string>();
  for (const line of text.split(/[\r\n]+/)) {
    const reader = new LineReader(line.trim());
    while (!reader.atEnd) {
      const assignment = readAssignment(reader);
      // A comment or a command: the rest of the line says nothing to us.
      if (!assignment) break;
      const { name, value } = assignment;
      const variable = VARIABLES.get(name);
      if (value === undefined) {
        if (variable) throw new AppError('unreadable-paste');
        break;
      }
      if (variable) found[variable] = value;
      if (name === 'AWS_REGION' || name === 'AWS_DEFAULT_REGION') regions.set(name, value);
    }
  }
  if (found.accessKeyId === undefined && found.secretAccessKey === undefined) return [];
  return [{ ...found, region: regions.get('AWS_REGION') ?? regions.get('AWS_DEFAULT_REGION') }];
}
