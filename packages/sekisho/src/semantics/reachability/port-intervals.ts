/** Ports as sorted intervals that neither overlap nor touch, first and last in turn: `[80, 80, 8080, 8090]`. */
export type PortIntervals = readonly number[];

/** The highest port of TCP, UDP and SCTP. */
export const highestPort = 65_535;

/** Every port. Port 0 cannot be named by a policy and is no port to connect to. */
export const everyPort: PortIntervals = Object.freeze([1, highestPort]);

/** No port. */
export const noPort: PortIntervals = Object.freeze([]);

/** Gives the ports from `first` to `last`; none when they stand the wrong way round or outside of 1 to 65535. */
export function portsBetween(first: number, last: number): PortIntervals {
  const low = Math.max(1, first);
  const high = Math.min(highestPort, last);
  return low > high ? noPort : [low, high];
}

/** Gives the ports that are in either. */
export function unitePorts(left: PortIntervals, right: PortIntervals): PortIntervals {
  if (left.length === 0) return right;
  if (right.length === 0) return left;
  const united: number[] = [];
  let [leftAt, rightAt] = [0, 0];
  while (leftAt < left.length || rightAt < right.length) {
    const leftFirst = left[leftAt] ?? Number.POSITIVE_INFINITY;
    const isLeft = leftFirst <= (right[rightAt] ?? Number.POSITIVE_INFINITY);
    const from = isLeft ? left : right;
    const at = isLeft ? leftAt : rightAt;
    append(united, from[at] ?? 0, from[at + 1] ?? 0);
    if (isLeft) leftAt += 2;
    else rightAt += 2;
  }
  return united;
}

/** Gives the ports that are in both. */
export function intersectPorts(left: PortIntervals, right: PortIntervals): PortIntervals {
  const common: number[] = [];
  let [leftAt, rightAt] = [0, 0];
  while (leftAt < left.length && rightAt < right.length) {
    const leftLast = left[leftAt + 1] ?? 0;
    const rightLast = right[rightAt + 1] ?? 0;
    const first = Math.max(left[leftAt] ?? 0, right[rightAt] ?? 0);
    const last = Math.min(leftLast, rightLast);
    if (first <= last) common.push(first, last);
    if (leftLast < rightLast) leftAt += 2;
    else rightAt += 2;
  }
  return common;
}

/** Gives the ports of the first that are not in the second. */
export function subtractPorts(left: PortIntervals, right: PortIntervals): PortIntervals {
  return intersectPorts(left, complementPorts(right));
}

/** Gives every port that is not among these. */
export function complementPorts(ports: PortIntervals): PortIntervals {
  const others: number[] = [];
  let next = 1;
  for (let at = 0; at < ports.length; at += 2) {
    const first = ports[at] ?? 0;
    if (first > next) others.push(next, first - 1);
    next = (ports[at + 1] ?? 0) + 1;
  }
  if (next <= highestPort) others.push(next, highestPort);
  return others;
}

/** Writes ports as `80,8080-8090`. */
export function formatPorts(ports: PortIntervals): string {
  const parts: string[] = [];
  for (let at = 0; at < ports.length; at += 2) {
    const first = ports[at] ?? 0;
    const last = ports[at + 1] ?? 0;
    parts.push(first === last ? `${first}` : `${first}-${last}`);
  }
  return parts.join(",");
}

function append(united: number[], first: number, last: number): void {
  const before = united.at(-1);
  if (before === undefined || first > before + 1) united.push(first, last);
  else if (last > before) united[united.length - 1] = last;
}
