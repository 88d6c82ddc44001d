/** The reason in the coverage of a plug-in that found nothing to look at in its target, which is neither good nor bad. */
export const noSubject = "no-subject";
