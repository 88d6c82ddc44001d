import { formatByteSize } from "../../model/byte-size.ts";
import type { ScanProgress } from "../../scan/options.ts";
import type { Terminal } from "../terminal.ts";

/** A bar on standard error. */
export interface Progress {
  show(progress: ScanProgress): void;
  /** Takes the bar away, so that results begin on a clean line. */
  clear(): void;
}

const barColumns = 24;
/** A scan that is done sooner shows no bar; later ones are drawn at most this often. */
const drawEveryMs = 100;
const clearLine = "\r\u001b[2K";

/** Starts the bar; where nobody watches it does nothing. */
export function startProgress(terminal: Terminal, isWanted: boolean): Progress {
  if (!terminal.isWatched || !isWanted) return { show: () => undefined, clear: () => undefined };
  let lastDrawnMs = Date.now();
  let isShown = false;
  const clear = (): void => {
    if (isShown) process.stderr.write(clearLine);
    isShown = false;
  };
  const interrupt = (): void => {
    clear();
    process.kill(process.pid, "SIGINT");
  };
  process.once("SIGINT", interrupt);
  return {
    show(progress) {
      const nowMs = Date.now();
      if (nowMs - lastDrawnMs < drawEveryMs) return;
      lastDrawnMs = nowMs;
      isShown = true;
      process.stderr.write(`${clearLine}${drawBar(progress, terminal.hasUnicode)}`);
    },
    clear() {
      process.removeListener("SIGINT", interrupt);
      clear();
    },
  };
}

/** Gives the bar as text: `█████░░░ 12/40`, `█████░░░ 120 MiB/1.2 GiB`. */
export function drawBar(progress: Pick<ScanProgress, "done" | "total" | "unit">, hasUnicode: boolean): string {
  const share = progress.total === 0 ? 1 : Math.min(progress.done / progress.total, 1);
  const filled = Math.floor(share * barColumns);
  const [full, empty] = hasUnicode ? ["█", "░"] : ["#", "."];
  const show = progress.unit === "bytes" ? formatByteSize : String;
  return `${full.repeat(filled)}${empty.repeat(barColumns - filled)} ${show(progress.done)}/${show(progress.total)}`;
}
