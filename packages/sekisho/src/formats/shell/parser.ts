import { exactList } from "../../model/exact-list.ts";
import type { OffsetRange } from "../../model/source-text.ts";
import { type Cursor, createState, type Grammar, type Placement } from "./cursor.ts";
import { reportMissingBodies } from "./heredocs.ts";
import { readStatements } from "./lists.ts";
import { readOperand } from "./parts.ts";
import type { Script, ShellDialect } from "./syntax.ts";

/** How a text is read, beyond its grammar. */
export interface ShellParseOptions {
  /** The bodies of heredocs lie outside the text: markers are read, lines are not taken as bodies. */
  readonly heredocsOutside?: boolean;
  /** Reads only this part of the text; offsets stay those of the whole text. */
  readonly range?: OffsetRange;
  /** Gives every node this range: for a text that stands nowhere as it is read, such as an argument with escapes. */
  readonly placedAt?: OffsetRange;
}

const grammar: Grammar = { readStatements, readOperand };

/**
 * Reads a shell script: POSIX Shell Command Language with the constructs of bash, which are read in dialect `sh` too.
 *
 * Never throws and takes time linear in the text. What breaks the grammar is in `errors`; reading goes on behind it. Nesting
 * is read 200 levels deep. Offsets are into `text`, and every node's range is a slice of it, backquotes included.
 * Sources: POSIX.1-2024, Shell Command Language; Bash Reference Manual 5.3.
 */
export function parseShell(text: string, dialect: ShellDialect, options: ShellParseOptions = {}): Script {
  const range = options.range ?? { start: 0, end: text.length };
  const state = createState(grammar, range.end - range.start, options.heredocsOutside ?? false);
  const placement: Placement =
    options.placedAt === undefined ? { kind: "same" } : { kind: "fixed", range: options.placedAt };
  const cursor: Cursor = {
    text,
    placement,
    state,
    heredocs: [],
    at: range.start,
    end: range.end,
    depth: 0,
    stops: 0,
  };
  const statements = readStatements(cursor);
  reportMissingBodies(cursor);
  const { start, end } = options.placedAt ?? range;
  return {
    text,
    dialect,
    statements,
    comments: exactList(state.comments),
    errors: exactList(state.errors),
    start,
    end,
  };
}
