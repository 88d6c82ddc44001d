interface ProseProps {
  readonly text: string;
}

/** A text that a person reads; what stands between backticks is code. Everything in it is shown as text. */
export function Prose({ text }: ProseProps) {
  return (
    <p>
      {text.split("`").map((part, place) =>
        // biome-ignore lint/suspicious/noArrayIndexKey: parts of one text never move
        place % 2 === 1 ? <code key={place}>{part}</code> : part,
      )}
    </p>
  );
}
