/**
 * Gives the name of a Python project as indexes compare it: lower case, runs of `-`, `_` and `.` as one `-`.
 *
 * Source: PyPA specifications, "Names and normalization" (PEP 503).
 */
export function normalizePythonName(name: string): string {
  return name.replaceAll(/[-_.]+/g, "-").toLowerCase();
}
