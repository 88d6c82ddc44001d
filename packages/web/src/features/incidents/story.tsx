import { Link } from "@tanstack/react-router";
import { Panel, Quiet } from "../../components/detail-page.tsx";
import { SeverityMark } from "../../components/severity-mark.tsx";
import { useText, useTexts } from "../../texts/define-texts.ts";
import { useFormats } from "../../texts/format.ts";
import { EventDetails, type EventOf } from "./event-details.tsx";
import { type Activity, type ActorPart, findGravest, groupByActor } from "./group-by-actor.ts";
import styles from "./story.module.css";
import { incidentTexts } from "./texts.ts";
import { WhyUnusual } from "./why-unusual.tsx";

interface StoryProps {
  readonly timeline: readonly Activity[];
  /** The events that are read so far. */
  readonly events: readonly EventOf[];
}

/** How it happened: in a few sentences, then step by step for each who acted. */
export function Story({ timeline, events }: StoryProps) {
  const t = useTexts(incidentTexts);
  const parts = groupByActor(timeline);
  return (
    <Panel title={t("story")}>
      <Summary timeline={timeline} actors={parts.length} />
      {parts.map((part) => (
        <ActorSteps key={part.actor} part={part} events={events} />
      ))}
    </Panel>
  );
}

interface SummaryProps {
  readonly timeline: readonly Activity[];
  readonly actors: number;
}

function Summary({ timeline, actors }: SummaryProps) {
  const t = useTexts(incidentTexts);
  const text = useText();
  const { moment } = useFormats();
  const [first] = groupByActor(timeline).flatMap(({ activities }) => activities);
  const gravest = findGravest(timeline);
  if (first === undefined || gravest === undefined) return null;
  return (
    <p>
      {t("began", { moment: moment(first.firstAt), who: first.caller, what: text(first.title) })}{" "}
      {gravest.id !== first.id && t("gravest", { who: gravest.caller, what: text(gravest.title) })}{" "}
      {actors > 1 && t("together", { count: actors })}
    </p>
  );
}

interface ActorStepsProps {
  readonly part: ActorPart;
  readonly events: readonly EventOf[];
}

function ActorSteps({ part: { actor, activities, sources }, events }: ActorStepsProps) {
  const t = useTexts(incidentTexts);
  return (
    <section className={styles["actor"]}>
      <h3>{actor}</h3>
      {sources.length > 0 && (
        <p>
          <Quiet>{t("fromWhere", { sources: sources.join(", ") })}</Quiet>
        </p>
      )}
      <ol className={styles["steps"]}>
        {activities.map((activity) => (
          <li key={activity.id}>
            <Step activity={activity} events={events.filter((event) => event.activity === activity.id)} />
          </li>
        ))}
      </ol>
    </section>
  );
}

interface StepProps {
  readonly activity: Activity;
  readonly events: readonly EventOf[];
}

function Step({ activity, events }: StepProps) {
  const t = useTexts(incidentTexts);
  const text = useText();
  const { moment, number } = useFormats();
  const { title, message, severity, firstAt, lastAt, count, finding, anomaly, isAccepted } = activity;
  return (
    <>
      <div className={styles["head"]}>
        <SeverityMark severity={severity} />
        {finding === null ? (
          <strong>{text(title)}</strong>
        ) : (
          <Link to="/findings/$finding" params={{ finding }}>
            {text(title)}
          </Link>
        )}
        <Quiet>
          {count > 1
            ? t("times", { first: moment(firstAt), last: moment(lastAt), count, shown: number(count) })
            : moment(firstAt)}
        </Quiet>
        {isAccepted && <strong>{t("accepted")}</strong>}
      </div>
      <p>{text(message)}</p>
      {anomaly !== null && <WhyUnusual anomaly={anomaly} />}
      {events.length > 0 && (
        <details>
          <summary>{t("evidence", { count: events.length })}</summary>
          {events.map((event) => (
            <EventDetails key={event.id} event={event} />
          ))}
        </details>
      )}
    </>
  );
}
