import { fieldTable } from "./field.ts";

/** Fields of events of every source. Source: Falco's reference, "Supported Fields for Conditions and Outputs". */
export const eventFields = fieldTable({
  text: `
    evt.time evt.time.s evt.time.iso8601 evt.datetime evt.datetime.s evt.pluginname evt.plugininfo evt.source
    evt.asynctype evt.hostname`,
  number: "evt.num evt.rawtime evt.rawtime.s evt.rawtime.ns evt.reltime evt.reltime.s evt.reltime.ns",
  flag: "evt.is_async",
});

/** Fields of events that are JSON. Source: the json plugin of falcosecurity/plugins, README. */
export const jsonFields = fieldTable({
  text: "json.value[.]! json.obj jevt.value[.]! jevt.obj",
  number: "json.rawtime jevt.rawtime",
});
