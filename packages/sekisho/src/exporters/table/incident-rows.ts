import type { ReportDocument } from "../../model/report.ts";
import { toOneLine } from "../escape/visible.ts";
import { type Incident, incidentPhrases, incidentsOf, shownTime } from "../incidents.ts";
import { severityStyles } from "../severity-style.ts";
import { wrap } from "../width/wrap.ts";
import type { Frame } from "./frame.ts";

const shownIncidents = 5;
const shownSteps = 8;
const timeColumns = 21;

/** Writes the worst incidents, each with its steps in the order of time; all of them in verbose mode. */
export function writeIncidents(document: ReportDocument, frame: Frame): readonly string[] {
  const incidents = incidentsOf(document).filter(({ steps }) => frame.context.isVerbose || steps.length > 1);
  if (incidents.length === 0) return [];
  const { heading, more } = incidentPhrases(frame.context.language);
  const shown = frame.context.isVerbose ? incidents : incidents.slice(0, shownIncidents);
  const left = incidents.length - shown.length;
  return [
    frame.paint.strong(heading),
    ...shown.flatMap((incident) => writeIncident(incident, frame)),
    ...(left > 0 ? [`  ${frame.ellipsis} ${more(left)}`] : []),
  ];
}

function writeIncident(incident: Incident, frame: Frame): readonly string[] {
  const { context, paint, columns } = frame;
  const phrases = incidentPhrases(context.language);
  const style = severityStyles[incident.severity];
  const mark = context.hasUnicode ? style.mark : style.plainMark;
  const head = `${mark} ${toOneLine(phrases.whose(incident))} ${incident.id}`;
  const steps = context.isVerbose ? incident.steps : incident.steps.slice(0, shownSteps);
  const left = incident.steps.length - steps.length;
  return [
    ...wrap(head, columns - 2).map((line) => `  ${paint.severity(incident.severity, line)}`),
    ...steps.flatMap(({ at, title, subject, count }) => {
      const times = count > 1 ? ` (${phrases.times(count)})` : "";
      const said = wrap(`${toOneLine(title)} ${toOneLine(subject)}${times}`, columns - 4 - timeColumns);
      return said.map(
        (line, index) => `    ${paint.faint((index === 0 ? shownTime(at) : "").padEnd(timeColumns))}${line}`,
      );
    }),
    ...(left > 0 ? [`    ${" ".repeat(timeColumns)}${frame.ellipsis} ${phrases.more(left)}`] : []),
  ];
}
