/** Writes out `{a,b}` as one glob for each choice; braces may stand in braces. An unclosed one stands for itself. */
export function expandBraces(glob: string): readonly string[] {
  const open = glob.indexOf("{");
  if (open === -1) return [glob];
  const choices: string[] = [];
  let depth = 0;
  let start = open + 1;
  for (let at = open; at < glob.length; at++) {
    const unit = glob[at];
    if (unit === "{") depth++;
    if (unit === "," && depth === 1) {
      choices.push(glob.slice(start, at));
      start = at + 1;
    }
    if (unit !== "}") continue;
    depth--;
    if (depth > 0) continue;
    choices.push(glob.slice(start, at));
    const before = glob.slice(0, open);
    const after = glob.slice(at + 1);
    return choices.flatMap((choice) => expandBraces(`${before}${choice}${after}`));
  }
  return [glob];
}
