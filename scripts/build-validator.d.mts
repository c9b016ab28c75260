/** The text of src/manifest/validator.generated.mjs, from schema/exports.schema.json as it is now. */
export const generate: () => string
