/**
 * Writes the audit log of a simulated cluster: `node tools/write-audit-log.ts [--days N] [--seed N] [--story NAME] [--applications N]`.
 * The same call writes the same log; a story happens on the last day at two in the afternoon.
 */
import { parseArgs } from "node:util";
import { smallCluster } from "./audit-log/habits.ts";
import { simulateCluster } from "./audit-log/simulate.ts";
import { attackStories } from "./audit-log/stories.ts";

const { values } = parseArgs({
  options: {
    days: { type: "string" },
    seed: { type: "string" },
    story: { type: "string" },
    applications: { type: "string" },
  },
});
const days = Number(values.days ?? "1");
const story = attackStories.find(({ name }) => name === values.story);
if (values.story !== undefined && story === undefined) {
  throw new Error(`expected one of ${attackStories.map(({ name }) => name).join(", ")}, got ${values.story}`);
}
const stories = story === undefined ? [] : [{ atSeconds: (days - 1) * 86_400 + 14 * 3_600, events: story.events }];

const applications = Number(values.applications ?? smallCluster.applications);
const times = Math.ceil(applications / smallCluster.applications);
const size = { applications, nodes: smallCluster.nodes * times, people: smallCluster.people * times };

let piece = "";
for (const event of simulateCluster({ seed: Number(values.seed ?? "1"), days, stories, size })) {
  piece += `${JSON.stringify(event)}\n`;
  if (piece.length < 262_144) continue;
  process.stdout.write(piece);
  piece = "";
}
process.stdout.write(piece);
