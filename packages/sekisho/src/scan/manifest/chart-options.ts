/** How charts are rendered. */
export interface ChartOptions {
  /** Paths of values files, relative to the working directory: one rendering for each set. The chart's own when left out. */
  readonly valuesSets?: readonly (readonly string[])[];
  /** The namespace that charts are installed to; named as the release when left out. */
  readonly namespace?: string;
  /** The chart's name when left out. */
  readonly releaseName?: string;
}
