import { dynType, parameter, type Type } from "../type.ts";

/** What the unknown types of an expression have turned out to be, as far as it has been read. */
export interface Substitution {
  readonly found: Map<string, Type>;
  /** What has been noted, with what was known before, so that it can be taken back. */
  readonly notes: { readonly name: string; readonly before: Type | undefined }[];
  /** How many unknown types there have been. */
  count: number;
}

/** Gives a new unknown type. */
export function freshParameter(substitution: Substitution): Type {
  substitution.count += 1;
  return parameter(`_${substitution.count}`);
}

/** Gives a signature's types with new unknown types for its parameters, the same for the same name. */
export function instantiate(substitution: Substitution, types: readonly Type[]): readonly Type[] {
  const fresh = new Map<string, Type>();
  const replace = (type: Type): Type => {
    if (type.kind !== "parameter") return withParameters(type, type.parameters.map(replace));
    const known = fresh.get(type.name) ?? freshParameter(substitution);
    fresh.set(type.name, known);
    return known;
  };
  return types.map(replace);
}

function withParameters(type: Type, parameters: readonly Type[]): Type {
  return parameters.length === 0 ? type : { ...type, parameters };
}

/** Puts in what has been found out; what is still unknown stays, or becomes `dyn` at the end. */
export function substitute(substitution: Substitution, type: Type, isEnd = false): Type {
  if (type.kind !== "parameter") {
    return withParameters(
      type,
      type.parameters.map((one) => substitute(substitution, one, isEnd)),
    );
  }
  const found = substitution.found.get(type.name);
  if (found !== undefined) return substitute(substitution, found, isEnd);
  return isEnd ? dynType : type;
}

/**
 * Says whether values of a type can stand where another one is expected, and notes what that says about unknown types.
 * Nothing is noted when they cannot. Source: cel-go, checker/types.go, isAssignable.
 */
export function isAssignable(substitution: Substitution, from: Type, to: Type): boolean {
  return areAssignable(substitution, [from], [to]);
}

/** Says the same of each of several types. */
export function areAssignable(substitution: Substitution, from: readonly Type[], to: readonly Type[]): boolean {
  const mark = substitution.notes.length;
  const isEach =
    from.length === to.length &&
    from.every((type, index) => {
      const target = to[index];
      return target !== undefined && unify(substitution, type, target);
    });
  if (!isEach) takeBack(substitution, mark);
  return isEach;
}

/** Forgets what has been noted since there were that many notes. */
function takeBack({ found, notes }: Substitution, mark: number): void {
  while (notes.length > mark) {
    const note = notes.pop();
    if (note?.before !== undefined) found.set(note.name, note.before);
    else if (note !== undefined) found.delete(note.name);
  }
}

function unify(substitution: Substitution, from: Type, to: Type): boolean {
  if (to.kind === "parameter") return bind(substitution, to, from);
  if (from.kind === "parameter") return bind(substitution, from, to);
  if (from.kind === "dyn" || to.kind === "dyn") return true;
  if (from.kind === "null") return to.kind === "null" || isNullable(to);
  if (to.kind === "null") return isNullable(from);
  if (from.kind === "wrapper" || to.kind === "wrapper") return isSame(unwrapped(from), unwrapped(to));
  if (from.kind !== to.kind || from.name !== to.name || from.parameters.length !== to.parameters.length) return false;
  if (from.kind === "type") return true;
  return from.parameters.every((type, index) => unify(substitution, type, to.parameters[index] ?? dynType));
}

function isNullable({ kind }: Type): boolean {
  return ["wrapper", "timestamp", "duration", "optional", "opaque"].includes(kind);
}

function unwrapped(type: Type): Type {
  return type.kind === "wrapper" ? (type.parameters[0] ?? type) : type;
}

/** Notes what an unknown type is; one that is known already becomes the more general of the two. */
function bind(substitution: Substitution, unknown: Type, type: Type): boolean {
  if (isSame(unknown, type)) return true;
  const known = substitution.found.get(unknown.name);
  if (known !== undefined) {
    if (!unify(substitution, type, known)) return false;
    note(substitution, unknown, moreGeneral(substitution, known, type));
    return true;
  }
  if (occursIn(substitution, unknown, type)) return isSame(substitute(substitution, type), unknown);
  note(substitution, unknown, type);
  return true;
}

function note(substitution: Substitution, { name }: Type, type: Type): void {
  if (occursIn(substitution, parameter(name), type)) return;
  substitution.notes.push({ name, before: substitution.found.get(name) });
  substitution.found.set(name, type);
}

function occursIn(substitution: Substitution, unknown: Type, type: Type): boolean {
  if (type.kind === "parameter") {
    if (type.name === unknown.name) return true;
    const found = substitution.found.get(type.name);
    return found !== undefined && occursIn(substitution, unknown, found);
  }
  return type.parameters.some((one) => occursIn(substitution, unknown, one));
}

/** Gives the one of two types that takes the values of both. */
export function moreGeneral(substitution: Substitution, left: Type, right: Type): Type {
  return isAtLeastAsGeneral(substitution, left, right) ? left : right;
}

function isAtLeastAsGeneral(substitution: Substitution, general: Type, special: Type): boolean {
  const left = substitute(substitution, general);
  const right = substitute(substitution, special);
  if (left.kind === "dyn" || left.kind === "parameter") return true;
  if (right.kind === "dyn" || right.kind === "parameter") return false;
  if (right.kind === "null") return true;
  if (left.kind === "null") return false;
  if (left.kind === "wrapper") return true;
  if (right.kind === "wrapper" || left.kind !== right.kind || left.parameters.length !== right.parameters.length)
    return false;
  return left.parameters.every((one, index) =>
    isAtLeastAsGeneral(substitution, one, right.parameters[index] ?? dynType),
  );
}

/** Says whether two types are written alike. */
export function isSame(left: Type, right: Type): boolean {
  return (
    left.kind === right.kind &&
    left.name === right.name &&
    left.parameters.length === right.parameters.length &&
    left.parameters.every((one, index) => isSame(one, right.parameters[index] ?? dynType))
  );
}
