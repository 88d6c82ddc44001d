/**
 * Tells by its text whether a file below a directory is taken for a manifest: other YAML and JSON is nobody's question here.
 *
 * The keys may be quoted, stand behind a byte order mark, and in braces in any order: an API server itself answers with
 * `{"kind":"Pod","apiVersion":"v1",…`.
 */
export function mayBeManifest(text: string): boolean {
  if (/"defaultAction"[ \t\r\n]{0,10}:[ \t\r\n]{0,10}"SCMP_ACT_/.test(text)) return true;
  return (
    /(?:^\uFEFF?[ \t]{0,40}(?:-[ \t]{1,10})?|[{,][ \t]{0,40})["']?apiVersion["']?[ \t]{0,10}:/m.test(text) &&
    /["']?kind["']?[ \t]{0,10}:/.test(text)
  );
}
