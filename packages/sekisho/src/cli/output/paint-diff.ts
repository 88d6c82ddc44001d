import { showControls } from "../../exporters/escape/visible.ts";

const red = "31";
const green = "32";
const cyan = "36";

/**
 * Puts colours on a unified diff. Without colours it is given as it is, for `patch` and `git apply`; with them somebody
 * watches, and control characters of the file are shown instead of sent.
 */
export function paintDiff(diff: string, hasColour: boolean): string {
  if (!hasColour || diff === "") return diff;
  return diff
    .split("\n")
    .map((line) => paintLine(showControls(line.replace(/\r$/, "").replaceAll("\t", "    "))))
    .join("\n");
}

function paintLine(line: string): string {
  const colour = colourOf(line);
  return colour === undefined ? line : `\u001b[${colour}m${line}\u001b[0m`;
}

function colourOf(line: string): string | undefined {
  if (line.startsWith("--- ") || line.startsWith("+++ ")) return "1";
  if (line.startsWith("@@")) return cyan;
  if (line.startsWith("+")) return green;
  return line.startsWith("-") ? red : undefined;
}
