import type { Producer } from "../model/report.ts";

/** Names this program in the reports it makes. The version is that of package.json. */
export const producer: Producer = { name: "sekisho", version: "0.1.0" };
