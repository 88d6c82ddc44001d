/** Nanoseconds in each unit of a Go duration. */
const nanoseconds: ReadonlyMap<string, number> = new Map([
  ["ns", 1],
  ["us", 1e3],
  ["µs", 1e3],
  ["μs", 1e3],
  ["ms", 1e6],
  ["s", 1e9],
  ["m", 60e9],
  ["h", 3600e9],
]);

/** What a flag's value must be, for the flags whose value BuildKit looks at. */
export interface FlagValueRule {
  /** What would have been right, for messages. */
  readonly expected: string;
  isValid(value: string): boolean;
}

const interval: FlagValueRule = {
  expected: "0, or a duration of at least 1ms such as 30s or 1m30s",
  isValid: isInterval,
};

/** The rules by instruction and flag, written `RUN network`. */
export const flagValueRules: ReadonlyMap<string, FlagValueRule> = new Map([
  ["RUN network", { expected: "default, none or host", isValid: (value) => /^(?:default|none|host)$/.test(value) }],
  ["RUN security", { expected: "sandbox or insecure", isValid: (value) => /^(?:sandbox|insecure)$/.test(value) }],
  ["HEALTHCHECK interval", interval],
  ["HEALTHCHECK timeout", interval],
  ["HEALTHCHECK start-period", interval],
  ["HEALTHCHECK start-interval", interval],
  ["HEALTHCHECK retries", { expected: "a whole number of 0 or more", isValid: isRetries }],
]);

/** Reads a duration as Go writes it (`1h2m3.5s`) in nanoseconds; `undefined` when it is none. */
function parseGoDuration(text: string): number | undefined {
  const sign = text.startsWith("-") ? -1 : 1;
  const magnitude = /^[+-]/.test(text) ? text.slice(1) : text;
  if (magnitude === "0") return 0;
  let total = 0;
  let end = 0;
  for (const match of magnitude.matchAll(/(\d+(?:\.\d*)?|\.\d+)(ns|us|µs|μs|ms|s|m|h)/gy)) {
    total += Number(match[1]) * (nanoseconds.get(match[2] ?? "") ?? 0);
    end = match.index + match[0].length;
  }
  return end === magnitude.length && end > 0 && total < 2 ** 63 ? sign * Math.trunc(total) : undefined;
}

function isInterval(value: string): boolean {
  if (value === "") return true;
  const duration = parseGoDuration(value);
  return duration !== undefined && (duration === 0 || duration >= 1e6);
}

function isRetries(value: string): boolean {
  return value === "" || (/^[+-]?\d{1,20}$/.test(value) && Number(value) >= 0 && Number(value) < 2 ** 31);
}
