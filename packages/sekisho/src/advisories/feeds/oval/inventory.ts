import type { XmlElement } from "../../../formats/xml/parse-xml.ts";
import { childrenOf, findChild, findChildText } from "../xml-records.ts";

/** What a test asks of an installed RPM. */
export interface RpmTest {
  readonly name: string;
  /** `less than 1:2.3-4`, `greater than 0:0-0`. */
  readonly operation?: string;
  readonly version?: string;
  readonly architectures: readonly string[];
}

/** The tests of an OVAL document, which stand behind the definitions that use them. */
export interface OvalInventory {
  /** Takes in a test, an object or a state. */
  add(element: XmlElement): void;
  /** Gives a test about an RPM; `undefined` for tests of other things and for ids that are unknown. */
  find(id: string): RpmTest | undefined;
}

interface Test {
  readonly object: string;
  readonly states: readonly string[];
}

interface State {
  readonly operation?: string;
  readonly version?: string;
  readonly architectures: readonly string[];
}

/** Starts an empty inventory. Source: OVAL 5.11, linux-definitions-schema, `rpminfo_test`. */
export function createInventory(): OvalInventory {
  const tests = new Map<string, Test>();
  const objects = new Map<string, string>();
  const states = new Map<string, State>();
  return {
    add(element) {
      const id = element.attributes.get("id");
      if (id === undefined) return;
      if (element.name === "rpminfo_test") tests.set(id, readTest(element));
      if (element.name === "rpminfo_object") objects.set(id, findChildText(element, "name") ?? "");
      if (element.name === "rpminfo_state") states.set(id, readState(element));
    },
    find(id) {
      const test = tests.get(id);
      const name = test === undefined ? undefined : objects.get(test.object);
      if (test === undefined || name === undefined || name === "") return undefined;
      return { name, ...joinStates(test.states.map((state) => states.get(state))) };
    },
  };
}

function readTest(element: XmlElement): Test {
  return {
    object: findChild(element, "object")?.attributes.get("object_ref") ?? "",
    states: childrenOf(element, "state").map(({ attributes }) => attributes.get("state_ref") ?? ""),
  };
}

function readState(element: XmlElement): State {
  const evr = findChild(element, "evr");
  const operation = evr?.attributes.get("operation");
  return {
    ...(evr === undefined || evr.text === "" ? {} : { version: evr.text }),
    ...(operation === undefined ? {} : { operation }),
    architectures: readArchitectures(findChildText(element, "arch")),
  };
}

/** `x86_64`, or a pattern of names: `aarch64|ppc64le|x86_64`, `(aarch64|x86_64)`. */
function readArchitectures(pattern: string | undefined): readonly string[] {
  if (pattern === undefined) return [];
  const names = pattern.replaceAll(/[()^$]/g, "").split("|");
  // `noarch` fits every machine; a pattern that is no list of names is not understood and limits nothing.
  const isList = names.every((name) => /^[a-z0-9_]+$/.test(name)) && !names.includes("noarch");
  return isList ? names : [];
}

function joinStates(states: readonly (State | undefined)[]): Omit<RpmTest, "name"> {
  const versioned = states.find((state) => state?.version !== undefined);
  const architectures = states.find((state) => (state?.architectures.length ?? 0) > 0)?.architectures ?? [];
  return {
    ...(versioned?.version === undefined ? {} : { version: versioned.version }),
    ...(versioned?.operation === undefined ? {} : { operation: versioned.operation }),
    architectures,
  };
}
