/** Bits of the tokens that can end a list of statements, set while a construct that they close is open. */
export const stop = {
  closeParen: 1,
  closeBrace: 2,
  thenWord: 4,
  elifWord: 8,
  elseWord: 16,
  fiWord: 32,
  doWord: 64,
  doneWord: 128,
  esacWord: 256,
  caseEnd: 512,
} as const;

/** The bit of each reserved word that ends a list. */
export const stopOfKeyword: ReadonlyMap<string, number> = new Map([
  ["}", stop.closeBrace],
  ["then", stop.thenWord],
  ["elif", stop.elifWord],
  ["else", stop.elseWord],
  ["fi", stop.fiWord],
  ["do", stop.doWord],
  ["done", stop.doneWord],
  ["esac", stop.esacWord],
]);
