import type { RaisedAlert } from "../../detectors/alert.ts";

/** A story as it is kept between runs. */
export type SavedStory = readonly [key: string, id: string, lastMs: number];

/** Joins alerts to stories: what one actor does, and whom they give power to. */
export interface Stories {
  /** Gives the id of the story that an alert belongs to. */
  join(alert: RaisedAlert): string;
  save(): readonly SavedStory[];
}

/** A story ends when its actors were silent for so long. */
const storyGapMs = 24 * 60 * 60 * 1000;

/** So many actors have a story at a time; the one that was silent for the longest is forgotten first. */
const maxStoryActors = 20_000;

/**
 * Makes stories, with what an earlier run saved. A story is named by who began it and when.
 *
 * @param nameStory Gives an id for a text.
 */
export function createStories(nameStory: (text: string) => string, saved: readonly SavedStory[] = []): Stories {
  const stories = new Map<string, { readonly id: string; readonly lastMs: number }>();
  for (const [key, id, lastMs] of saved) stories.set(key, { id, lastMs });
  const put = (key: string, id: string, lastMs: number) => {
    stories.delete(key);
    stories.set(key, { id, lastMs });
    if (stories.size <= maxStoryActors) return;
    const [oldest] = stories.keys();
    if (oldest !== undefined) stories.delete(oldest);
  };
  const findCurrent = (key: string, ms: number): string | undefined => {
    const story = stories.get(key);
    return story !== undefined && ms - story.lastMs <= storyGapMs ? story.id : undefined;
  };
  return {
    join({ events, empowers }) {
      const last = events.at(-1) ?? events[0];
      const key = actorKey(last.cluster, last.caller, last.address);
      const ms = last.receivedMs;
      const id = findCurrent(key, ms) ?? nameStory(`${key}\n${events[0].receivedMs}`);
      put(key, id, ms);
      for (const principal of empowers) {
        if (principal.startsWith("Group:")) continue;
        const empowered = actorKey(last.cluster, principal, last.address);
        if (findCurrent(empowered, ms) === undefined) put(empowered, id, ms);
      }
      return id;
    },
    save: () => Array.from(stories, ([key, { id, lastMs }]) => [key, id, lastMs]),
  };
}

/** Anonymous callers are told apart by where they call from. */
function actorKey(cluster: string, caller: string, address: string): string {
  return caller === "User:system:anonymous" ? `${cluster}\n${caller}\n${address}` : `${cluster}\n${caller}`;
}
