import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const askedName = "asked.json";
const wordPattern = /^[\w.*:+-]{1,100}$/;
/** A machine that scans more kinds of targets names by hand what it wants. */
const maxWords = 500;

/** Gives the ecosystems and releases that scans on this machine asked for, sorted; none when nothing was noted. */
export function readAskedEcosystems(folder: string): readonly string[] {
  try {
    const value: unknown = JSON.parse(readFileSync(join(folder, askedName), "utf8"));
    const words: readonly unknown[] = Array.isArray(value) ? value : [];
    return words
      .filter((word): word is string => typeof word === "string" && wordPattern.test(word))
      .slice(0, maxWords);
  } catch {
    // What was noted is a convenience: without it the user names what is wanted.
    return [];
  }
}

/** Notes an ecosystem that a scan asked for, so that the next update fetches it. Where that cannot be written, it is not. */
export function noteAskedEcosystem(folder: string, ecosystem: string): void {
  const known = readAskedEcosystems(folder);
  if (!wordPattern.test(ecosystem) || known.includes(ecosystem) || known.length >= maxWords) return;
  const draft = join(folder, `${askedName}.${process.pid}.draft`);
  try {
    mkdirSync(folder, { recursive: true });
    writeFileSync(draft, `${JSON.stringify([...known, ecosystem].sort())}\n`);
    renameSync(draft, join(folder, askedName));
  } catch {
    rmSync(draft, { force: true });
  }
}
