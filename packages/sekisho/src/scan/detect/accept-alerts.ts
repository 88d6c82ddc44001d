import type { RaisedAlert } from "../../detectors/alert.ts";
import type { AcceptedException } from "../../model/finding.ts";
import type { Configuration } from "../configuration/configuration.ts";
import { findAcceptance, prepareConfigured } from "../exceptions.ts";

/** Gives a function that finds the exception of the configuration which accepts an alert. */
export function acceptanceOfAlerts(
  configuration: Configuration,
  today: string,
): (alert: Pick<RaisedAlert, "rule" | "subject" | "events">) => AcceptedException | undefined {
  const configured = prepareConfigured(configuration.exceptions, today);
  if (configured.length === 0) return () => undefined;
  return ({ rule, subject, events }) => {
    const last = events.at(-1) ?? events[0];
    const named = subject === "" ? last.caller : `${last.caller} > ${subject}`;
    const activity = {
      addresses: events.map(({ address }) => address),
      namespaces: events.map(({ namespace }) => namespace),
    };
    return findAcceptance({ rule, path: last.path, subject: named, offset: 0, activity }, [], configured);
  };
}
