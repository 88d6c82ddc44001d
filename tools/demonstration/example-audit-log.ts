import { writeFileSync } from "node:fs";
import { simulateCluster, simulationStartMs } from "../audit-log/simulate.ts";
import { attackStories } from "../audit-log/stories.ts";

/** What happens in the hour, one after the other. */
const storyNames = ["privileged pod", "secret dump", "administrator role"];
const startSeconds = 14 * 3600;
const hourSeconds = 3600;
const betweenStoriesSeconds = 900;

/** Writes an hour of a simulated cluster's audit log, in which three attacks happen; the same each time. */
export function writeExampleAuditLog(file: string): void {
  const stories = storyNames.map((name, index) => {
    const events = attackStories.find((story) => story.name === name)?.events;
    if (events === undefined) throw new Error(`expected a story named ${name}, got none`);
    return { atSeconds: startSeconds + (index + 1) * betweenStoriesSeconds, events };
  });
  const [from = "", to = ""] = [startSeconds, startSeconds + hourSeconds].map((seconds) =>
    new Date(simulationStartMs + seconds * 1000).toISOString(),
  );
  const lines: string[] = [];
  for (const event of simulateCluster({ seed: 1, days: 1, stories })) {
    const at = event["requestReceivedTimestamp"];
    if (typeof at === "string" && at >= from && at < to) lines.push(`${JSON.stringify(event)}\n`);
  }
  writeFileSync(file, lines.join(""));
}
