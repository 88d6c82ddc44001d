import { deb } from "../deb.ts";
import { plainRelations } from "./plain-relations.ts";

/** Relations of Debian control files, `>= 1.0, << 2.0`. A lone `<` or `>` is from old times and includes equality. */
export const debRanges = plainRelations({
  scheme: deb,
  source: "Debian Policy, section 7.1; deb-control(5)",
  spelling: [
    ["<<", "<"],
    [">>", ">"],
    ["<=", "<="],
    [">=", ">="],
    ["=", "="],
    ["<", "<="],
    [">", ">="],
  ],
});
