/** A technique with the version of MITRE's matrix that names it so. */
type Technique = `attack@${number}#T${number}`;

/**
 * Techniques that version 19 of the matrix names otherwise.
 *
 * Source: MITRE ATT&CK, Enterprise 19.0, which moved what impairs defences to a tactic of its own.
 */
const renamed: ReadonlyMap<Technique, Technique> = new Map([
  ["attack@18#T1562", "attack@19#T1685"],
  ["attack@18#T1562.001", "attack@19#T1685"],
  ["attack@18#T1562.007", "attack@19#T1686.001"],
  ["attack@18#T1562.008", "attack@19#T1685.002"],
]);

/** Gives techniques with what later versions of the matrix call them behind each, so that both find the same. */
export function withLaterNames(techniques: readonly Technique[]): readonly Technique[] {
  return techniques.flatMap((technique) => {
    const later = renamed.get(technique);
    return later === undefined ? [technique] : [technique, later];
  });
}
