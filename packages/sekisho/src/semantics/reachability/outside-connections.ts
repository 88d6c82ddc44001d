import { type AddressRange, everyAddress } from "./address-range.ts";
import type { ConnectionTable } from "./connection-table.ts";
import type { NamedPort } from "./endpoint.ts";
import { evaluateProfile, type Profile } from "./policy-profile.ts";

/** What is allowed with a range of addresses outside. */
export interface OutsidePiece {
  readonly range: AddressRange;
  /** Number in the table of connections. */
  readonly connection: number;
}

/** Gives what a profile allows with addresses of a family, as the fewest ranges; ranges with nothing are left out. */
export function outsideConnections(
  profile: Profile,
  family: 4 | 6,
  ports: { readonly key: number; readonly named: readonly NamedPort[] },
  table: ConnectionTable,
): readonly OutsidePiece[] {
  const whole = everyAddress(family);
  const starts = collectStarts(profile, family);
  const recognised = recogniseSegments(profile, family, starts);
  const pieces: OutsidePiece[] = [];
  let open: OutsidePiece | undefined;
  for (const [place, start] of starts.entries()) {
    const connection = evaluateProfile(profile, recognised[place] ?? [], ports, table);
    const last = (starts[place + 1] ?? whole.last + 1n) - 1n;
    const first: bigint = open?.connection === connection ? open.range.first : start;
    if (open !== undefined && open.connection !== connection) pieces.push(open);
    open = { range: { family, first, last }, connection };
  }
  if (open !== undefined) pieces.push(open);
  return pieces.filter(({ connection }) => connection !== table.none);
}

/** Gives the rules that recognise each segment of the addresses. */
function recogniseSegments(profile: Profile, family: 4 | 6, starts: readonly bigint[]): readonly (readonly number[])[] {
  const recognised: number[][] = starts.map(() => []);
  const places = new Map(starts.map((start, place) => [start, place]));
  const everyAddressOf = [everyAddress(family)];
  for (const [number, { ranges, isEverybody }] of profile.rules.entries()) {
    for (const { family: own, first, last } of isEverybody ? everyAddressOf : ranges) {
      const end = own === family ? (places.get(last + 1n) ?? starts.length) : 0;
      for (let at = places.get(first) ?? end; at < end; at++) pushOnce(recognised[at], number);
    }
  }
  return recognised;
}

/** Addresses at which an answer may change, rising; the first one of all is among them. */
function collectStarts(profile: Profile, family: 4 | 6): readonly bigint[] {
  const { last: highest } = everyAddress(family);
  const starts = new Set<bigint>([0n]);
  for (const { ranges } of profile.rules) {
    for (const range of ranges) {
      if (range.family !== family) continue;
      starts.add(range.first);
      if (range.last < highest) starts.add(range.last + 1n);
    }
  }
  return [...starts].toSorted((left, right) => (left < right ? -1 : Number(left > right)));
}

function pushOnce(rules: number[] | undefined, number: number): void {
  if (rules !== undefined && rules.at(-1) !== number) rules.push(number);
}
