/** What a tool says of a problem, in its own words: another program saw the same as we do, or saw it alone. */
export interface Witness {
  /** Id of the tool as aliases write it: `trivy`, `kube-bench`. */
  readonly tool: string;
  readonly version?: string;
  /** The rule as the tool names it. */
  readonly rule: string;
  /** The severity in the tool's own word; left out where it gives none. */
  readonly severity?: string;
  readonly title: string;
  readonly message: string;
  readonly remediation?: string;
  /** The state in the tool's own word: `FAIL`, `will_not_fix`, `suppressed`. */
  readonly status?: string;
  /** Addresses of pages about it, as written. */
  readonly references?: readonly string[];
  /** `CWE-79`. */
  readonly weaknesses?: readonly string[];
  /** RFC 3339, as far as the tool says it. */
  readonly firstSeen?: string;
  /** RFC 3339, as far as the tool says it. */
  readonly lastSeen?: string;
}
