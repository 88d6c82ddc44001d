const containers = ["container:", "init-container:", "ephemeral-container:"];

/** Gives the object that holds the container a subject is about: `shop/web[Pod]` of `shop/web[Pod]/container:app`. */
export function objectOf(subject: string): string | undefined {
  const slash = subject.lastIndexOf("/");
  if (slash <= 0 || subject[slash - 1] !== "]") return undefined;
  const isContainer = containers.some((word) => subject.startsWith(word, slash + 1));
  return isContainer ? subject.slice(0, slash) : undefined;
}
