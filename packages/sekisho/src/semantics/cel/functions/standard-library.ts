import { createLibrary, type Library } from "../library.ts";
import { authorization } from "./authorization.ts";
import { basics } from "./basics.ts";
import { conversions } from "./conversions.ts";
import { encoders } from "./encoders.ts";
import { ipAddresses } from "./ip-addresses.ts";
import { lists } from "./lists.ts";
import { mathFunctions } from "./math.ts";
import { namedFormats } from "./named-formats.ts";
import { optionals } from "./optionals.ts";
import { quantities } from "./quantities.ts";
import { regularExpressions } from "./regular-expressions.ts";
import { semanticVersions } from "./semantic-versions.ts";
import { sets } from "./sets.ts";
import { textFunctions } from "./texts.ts";
import { timeParts } from "./time-parts.ts";
import { urls } from "./urls.ts";

/** Makes the library of all functions that the API server has and those of the language's own extensions. */
export function createStandardLibrary(): Library {
  return createLibrary([
    basics,
    conversions,
    timeParts,
    optionals,
    textFunctions,
    mathFunctions,
    encoders,
    sets,
    lists,
    regularExpressions,
    urls,
    semanticVersions,
    quantities,
    namedFormats,
    ipAddresses,
    authorization,
  ]);
}
