/**
 * Errors that say why values cannot be checked against a schema.
 */

/** Why a schema cannot be used, for the end of a sentence. */
export class UnusableSchema extends Error {}

/** Helm cannot use the schema either: every install of the chart fails. */
export class UncompilableSchema extends UnusableSchema {}
