/** Larger events are passed over: an API server takes objects of 3 MB at most (etcd's limit, 1.5 MB), twice in an event. */
export const maxEventBytes = 10_485_760;

/** Compressed envelopes do not unpack to more. */
export const maxEnvelopeBytes = 67_108_864;

/** Envelopes stand in envelopes, but not deeper. */
export const maxEnvelopeDepth = 6;
