import type { AnswerOf } from "../../api/request.ts";
import { CodeLines } from "../../components/code-lines.tsx";
import { eventSentence } from "./event-sentence.ts";

/** An event that an incident is made of. */
export type EventOf = AnswerOf<"GET /api/v1/incidents/{incident}/events">["events"][number];

interface EventDetailsProps {
  readonly event: EventOf;
}

/** An event as a sentence, with the whole of it folded. */
export function EventDetails({ event: { id, event } }: EventDetailsProps) {
  return (
    <details>
      <summary>
        <code>{eventSentence(event) ?? id}</code>
      </summary>
      <CodeLines
        label={id}
        lines={JSON.stringify(event, undefined, 2)
          .split("\n")
          .map((text) => ({ text }))}
      />
    </details>
  );
}
