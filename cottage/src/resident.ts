/** The resident's side of the Sunshine Cottage: nothing leaves this page but what is sealed. */
export {};
