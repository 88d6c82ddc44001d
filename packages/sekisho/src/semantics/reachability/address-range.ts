/** Addresses of one family, from the first to the last. */
export interface AddressRange {
  readonly family: 4 | 6;
  readonly first: bigint;
  readonly last: bigint;
}

const widths = { 4: 32n, 6: 128n } as const;
const longestAddress = 64;

/** Gives every address of a family. */
export function everyAddress(family: 4 | 6): AddressRange {
  return { family, first: 0n, last: (1n << widths[family]) - 1n };
}

/** Reads `10.0.0.0/8`, `fd00::/8` or a single address; `undefined` when it is neither. Bits behind the prefix are cleared. */
export function parseAddressRange(text: string): AddressRange | undefined {
  if (text.length > longestAddress) return undefined;
  const slash = text.indexOf("/");
  const written = slash === -1 ? text : text.slice(0, slash);
  const family = written.includes(":") ? 6 : 4;
  const address = family === 4 ? parseAddress4(written) : parseAddress6(written);
  if (address === undefined) return undefined;
  const width = widths[family];
  const prefix = slash === -1 ? width : parsePrefix(text.slice(slash + 1), width);
  if (prefix === undefined) return undefined;
  const size = 1n << (width - prefix);
  const first = address - (address % size);
  return { family, first, last: first + size - 1n };
}

/** Gives the parts of a range that lie in none of others, in order. */
export function withoutRanges(range: AddressRange, others: readonly AddressRange[]): readonly AddressRange[] {
  const cutting = others
    .filter((other) => other.family === range.family && other.first <= range.last && other.last >= range.first)
    .toSorted((left, right) => (left.first < right.first ? -1 : Number(left.first > right.first)));
  const left: AddressRange[] = [];
  let next = range.first;
  for (const { first, last } of cutting) {
    if (first > next) left.push({ family: range.family, first: next, last: first - 1n });
    if (last >= next) next = last + 1n;
  }
  if (next <= range.last) left.push({ family: range.family, first: next, last: range.last });
  return left;
}

/** Tells whether an address, or all addresses of a range, lie in another range. */
export function isWithin(inner: AddressRange, outer: AddressRange): boolean {
  return inner.family === outer.family && inner.first >= outer.first && inner.last <= outer.last;
}

/** Tells whether two ranges have an address in common. */
export function doRangesMeet(left: AddressRange, right: AddressRange): boolean {
  return left.family === right.family && left.first <= right.last && right.first <= left.last;
}

/** Writes a range with a prefix where it has one (`10.0.0.0/8`), else with both ends (`10.0.0.1-10.0.0.6`). */
export function formatAddressRange({ family, first, last }: AddressRange): string {
  const width = widths[family];
  const size = last - first + 1n;
  const isPrefix = (size & (size - 1n)) === 0n && first % size === 0n;
  const bits = BigInt(size.toString(2).length - 1);
  const start = formatAddress(family, first);
  return isPrefix ? `${start}/${width - bits}` : `${start}-${formatAddress(family, last)}`;
}

function parsePrefix(text: string, width: bigint): bigint | undefined {
  if (!/^(?:0|[1-9]\d{0,2})$/.test(text)) return undefined;
  const prefix = BigInt(text);
  return prefix <= width ? prefix : undefined;
}

function parseAddress4(text: string): bigint | undefined {
  const parts = text.split(".");
  if (parts.length !== 4) return undefined;
  let address = 0n;
  for (const part of parts) {
    if (!/^(?:0|[1-9]\d{0,2})$/.test(part) || Number(part) > 255) return undefined;
    address = (address << 8n) + BigInt(part);
  }
  return address;
}

/** Source: RFC 4291, section 2.2. */
function parseAddress6(text: string): bigint | undefined {
  const halves = text.split("::");
  if (halves.length > 2) return undefined;
  const [head, tail] = halves.map((half) => parseGroups(half));
  if (head === undefined) return undefined;
  if (halves.length === 1) return head.length === 8 ? joinGroups(head) : undefined;
  if (tail === undefined || head.length + tail.length > 7) return undefined;
  const zeros = Array.from({ length: 8 - head.length - tail.length }, () => 0n);
  return joinGroups([...head, ...zeros, ...tail]);
}

function parseGroups(text: string): readonly bigint[] | undefined {
  if (text === "") return [];
  const groups: bigint[] = [];
  const parts = text.split(":");
  for (const [index, part] of parts.entries()) {
    if (index === parts.length - 1 && part.includes(".")) {
      const address = parseAddress4(part);
      if (address === undefined) return undefined;
      groups.push(address >> 16n, address & 0xffffn);
    } else if (/^[\da-f]{1,4}$/i.test(part)) groups.push(BigInt(`0x${part}`));
    else return undefined;
  }
  return groups;
}

function joinGroups(groups: readonly bigint[]): bigint {
  let address = 0n;
  for (const group of groups) address = (address << 16n) + group;
  return address;
}

function formatAddress(family: 4 | 6, address: bigint): string {
  return family === 4 ? formatAddress4(address) : formatAddress6(address);
}

function formatAddress4(address: bigint): string {
  return [24n, 16n, 8n, 0n].map((shift) => String((address >> shift) & 0xffn)).join(".");
}

/** Source: RFC 5952, section 4: the longest run of zeros, of two or more, is left out. */
function formatAddress6(address: bigint): string {
  const groups = Array.from({ length: 8 }, (_, index) =>
    ((address >> BigInt(112 - index * 16)) & 0xffffn).toString(16),
  );
  let [best, length] = [-1, 1];
  for (let start = 0; start < 8; start++) {
    let end = start;
    while (groups[end] === "0") end += 1;
    if (end - start > length) [best, length] = [start, end - start];
  }
  if (best === -1) return groups.join(":");
  return `${groups.slice(0, best).join(":")}::${groups.slice(best + length).join(":")}`;
}
