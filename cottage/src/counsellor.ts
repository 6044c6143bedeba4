/** The counsellor's side of the Sunshine Cottage: opens with a pass phrase, in this browser only. */
export {};
