// Generated from schema/exports.schema.json by scripts/build-validator.mjs.
"use strict";
export const validate = validate20;
export default validate20;
const schema31 = {"$schema":"https://json-schema.org/draft/2020-12/schema","$id":"urn:exporter:schema:exports:1","type":"object","required":["version","exports"],"additionalProperties":false,"patternProperties":{"^x-":{}},"properties":{"version":{"const":1},"accounts":{"type":"object","propertyNames":{"$ref":"#/$defs/accountName"},"additionalProperties":{"$ref":"#/$defs/accountId"}},"timezone":{"$ref":"#/$defs/text"},"budget":{"type":"object","additionalProperties":false,"properties":{"per_run":{"type":"number","minimum":0},"per_month":{"type":"number","minimum":0},"keep_balance":{"type":"number","minimum":0},"unknown_cost":{"enum":["block","allow"]}}},"prices":{"type":"object","additionalProperties":false,"properties":{"rows_per_credit":{"type":"number","exclusiveMinimum":0},"rows_per_account_day":{"type":"object","propertyNames":{"$ref":"#/$defs/knownType"},"additionalProperties":{"type":"number","minimum":0}}}},"rate":{"type":"object","additionalProperties":false,"properties":{"reserve":{"type":"integer","minimum":0}}},"max_requests":{"type":"integer","minimum":1},"state":{"type":"object","additionalProperties":false,"required":["backend"],"properties":{"backend":{"enum":["file","s3","postgres"]},"bucket":{"type":"string","pattern":"^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$"},"key":{"type":"string","pattern":"^[A-Za-z0-9_][A-Za-z0-9_.=@+-]*(/[A-Za-z0-9_][A-Za-z0-9_.=@+-]*)*$"},"region":{"type":"string","pattern":"^[A-Za-z0-9-]+$"},"endpoint":{"type":"string","pattern":"^(https://[A-Za-z0-9.-]+|http://(localhost|127(\\.[0-9]{1,3}){3}|\\[::1\\]))(:[0-9]{1,5})?/?$"},"url":{"type":"string","pattern":"^(\\$\\{env:[A-Za-z_][A-Za-z0-9_]*\\}|postgres(ql)?://\\S+)$"},"name":{"type":"string","pattern":"^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$"}},"allOf":[{"if":{"required":["backend"],"properties":{"backend":{"const":"file"}}},"then":{"properties":{"backend":true},"additionalProperties":false}},{"if":{"required":["backend"],"properties":{"backend":{"const":"s3"}}},"then":{"required":["bucket","key"],"properties":{"backend":true,"bucket":true,"key":true,"region":true,"endpoint":true},"additionalProperties":false}},{"if":{"required":["backend"],"properties":{"backend":{"const":"postgres"}}},"then":{"required":["url"],"properties":{"backend":true,"url":true,"name":true},"additionalProperties":false}}]},"hooks":{"type":"object","additionalProperties":false,"properties":{"after_run":{"type":"array","items":{"$ref":"#/$defs/runCommand"}},"timeout":{"$ref":"#/$defs/duration"},"concurrency":{"type":"integer","minimum":1,"maximum":64},"state_access":{"type":"boolean"}}},"defaults":{"type":"object","additionalProperties":false,"properties":{"account_ids":{"$ref":"#/$defs/accountIds"},"split":{"$ref":"#/$defs/split"},"start_date":{"$ref":"#/$defs/bound"},"end_date":{"$ref":"#/$defs/bound"},"file_type":{"$ref":"#/$defs/fileType"},"output":{"$ref":"#/$defs/output"},"auto_start":{"type":"boolean"},"max_credits":{"type":"number","minimum":0},"retries":{"type":"integer","minimum":0,"maximum":10},"refresh":{"$ref":"#/$defs/refresh"},"keep":{"type":"integer","minimum":1,"maximum":1000},"settle_after":{"$ref":"#/$defs/period"},"rebuy":{"$ref":"#/$defs/rebuy"},"exact":{"type":"boolean"},"priority":{"type":"integer","minimum":-1000,"maximum":1000},"order":{"type":"string","enum":["oldest","newest"]},"hooks":{"$ref":"#/$defs/hooks"}}},"exports":{"type":"object","minProperties":1,"propertyNames":{"$ref":"#/$defs/exportName"},"additionalProperties":{"$ref":"#/$defs/export"}}},"allOf":[{"if":{"required":["defaults"],"properties":{"defaults":{"required":["start_date"]}}},"else":{"properties":{"exports":{"additionalProperties":{"required":["start_date"]}}}}},{"if":{"required":["defaults"],"properties":{"defaults":{"required":["end_date"]}}},"else":{"properties":{"exports":{"additionalProperties":{"required":["end_date"]}}}}},{"if":{"required":["defaults"],"properties":{"defaults":{"required":["account_ids"]}}},"else":{"properties":{"exports":{"additionalProperties":{"if":{"required":["type"],"properties":{"type":{"$ref":"#/$defs/knownType","not":{"const":"public_profiles"}},"matrix":{"not":{"required":["account"]}}}},"then":{"required":["account_ids"]}}}}}}],"$defs":{"variable":{"type":"string","pattern":"\\$\\{env:[A-Za-z_][A-Za-z0-9_]*\\}"},"cellText":{"type":"string","pattern":"(?<!\\$)\\{[A-Za-z]\\w*\\}"},"text":{"type":"string","pattern":"\\S"},"exportName":{"type":"string","pattern":"^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$"},"accountName":{"type":"string","pattern":"^(?!all$|acct?_)[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$"},"accountId":{"type":"string","pattern":"^acct?_[A-Za-z0-9_-]+$"},"accountIds":{"type":["string","array"],"if":{"type":"string"},"then":{"const":"all"},"minItems":1,"items":{"$ref":"#/$defs/accountRef"}},"accountRef":{"type":"string","pattern":"^(?!all$)[A-Za-z0-9][A-Za-z0-9_.-]*$"},"moment":{"type":"string","pattern":"^(?:\\d{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\\d|30)|02-(?:0[1-9]|1\\d|2[0-8]))|(?:\\d\\d(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)-02-29)(?:T(?:[01]\\d|2[0-3]):[0-5]\\d(?::[0-5]\\d)?(?:Z|[+-](?:[01]\\d|2[0-3]):[0-5]\\d))?$"},"bound":{"type":"string","pattern":"^(?:(?:\\d{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\\d|30)|02-(?:0[1-9]|1\\d|2[0-8]))|(?:\\d\\d(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)-02-29)(?:T(?:[01]\\d|2[0-3]):[0-5]\\d(?::[0-5]\\d)?(?:Z|[+-](?:[01]\\d|2[0-3]):[0-5]\\d))?|(?:today|yesterday|(?:start|end)_of_(?:week|month|quarter|year))(?: *[+-] *\\d{1,4}(?:d|w|mo|q|y))*)$"},"fileType":{"type":"string","enum":["csv","xlsx","zip"]},"output":{"type":"string","pattern":"^(?=.*\\S)(?:[^{}]|\\{(?:export|account|window|start|end|type|ext|address|fingerprint|as_of)\\})+$"},"cellOutput":{"type":"string","pattern":"^(?=.*\\S)(?:[^{}]|\\{[A-Za-z]\\w*\\})+$"},"hooks":{"type":"object","additionalProperties":false,"properties":{"after_download":{"type":"array","items":{"$ref":"#/$defs/fileCommand"}},"timeout":{"$ref":"#/$defs/duration"}}},"fileCommand":{"type":"array","minItems":1,"items":{"$ref":"#/$defs/fileWord"}},"fileWord":{"type":"string","pattern":"^(?=[\\s\\S]*\\S)(?:[^\\u0000{]|\\{(?!\\w+\\})|\\{(?:path|address|export|account|window|start|end|type|ext|fingerprint|as_of|rows|bytes|sha256|data_export_id|run_id)\\})+$"},"cellHooks":{"type":"object","additionalProperties":false,"properties":{"after_download":{"type":"array","items":{"$ref":"#/$defs/cellCommand"}},"timeout":{"$ref":"#/$defs/duration"}}},"cellCommand":{"type":"array","minItems":1,"items":{"$ref":"#/$defs/cellWord"}},"cellWord":{"type":"string","pattern":"^(?=[\\s\\S]*\\S)(?:[^\\u0000{]|\\{(?!\\w+\\})|\\{[A-Za-z]\\w*\\})+$"},"runCommand":{"type":"array","minItems":1,"items":{"$ref":"#/$defs/runWord"}},"runWord":{"type":"string","pattern":"^(?=[\\s\\S]*\\S)(?:[^\\u0000{]|\\{(?!\\w+\\})|\\{(?:run_id|report|charged|done|kept|failed|blocked|incomplete|pending)\\})+$"},"duration":{"type":"string","pattern":"^(?:[1-9]\\d{0,4}s|[1-9]\\d{0,3}m|[1-9]\\d?h)$"},"period":{"type":"string","pattern":"^[1-9]\\d{0,3}(?:d|w|mo|q|y)$"},"refresh":{"type":"string","pattern":"^(?:never|[1-9]\\d{0,3}(?:d|w|mo|q|y))$"},"rebuy":{"type":"object","additionalProperties":false,"required":["window","every"],"properties":{"window":{"type":"string","pattern":"^last [1-9]\\d{0,2}$"},"every":{"$ref":"#/$defs/period"}}},"splitPeriod":{"type":"string","enum":["day","week","month","quarter","year"]},"split":{"type":["string","object"],"if":{"type":"string"},"then":{"$ref":"#/$defs/splitPeriod"},"minProperties":1,"additionalProperties":false,"properties":{"by":{"$ref":"#/$defs/splitPeriod"},"account":{"type":"boolean"},"open_window":{"type":"string","enum":["skip","include"]},"week_start":{"type":"string","enum":["monday","tuesday","wednesday","thursday","friday","saturday","sunday"]}}},"matrix":{"type":"object","not":{"propertyNames":{"enum":["include","exclude"]}},"propertyNames":{"$ref":"#/$defs/axisName"},"properties":{"account":{"$ref":"#/$defs/accountIds"},"exclude":{"type":"array","minItems":1,"items":{"$ref":"#/$defs/cell"}},"include":{"type":"array","minItems":1,"items":{"$ref":"#/$defs/cell"}}},"additionalProperties":{"$ref":"#/$defs/axis"}},"axisName":{"type":"string","pattern":"^(?!(?:export|window|start|end|type|ext|address|fingerprint|as_of|path|rows|bytes|sha256|data_export_id|run_id|hook|incomplete)$)[A-Za-z][A-Za-z0-9_]{0,63}$"},"axis":{"type":"array","minItems":1,"uniqueItems":true,"items":{"type":["string","number","boolean"],"$ref":"#/$defs/axisValue"}},"axisValue":{"type":["string","number","boolean"],"minimum":-9007199254740991,"maximum":9007199254740991,"pattern":"^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$"},"cell":{"type":"object","minProperties":1,"properties":{"account":{"$ref":"#/$defs/accountRef"}},"additionalProperties":{"$ref":"#/$defs/axisValue"}},"overrides":{"type":"object","minProperties":1,"propertyNames":{"$ref":"#/$defs/overridden"},"additionalProperties":{"$ref":"#/$defs/override"}},"overridden":{"type":"string","pattern":"^(?!all$)[A-Za-z0-9][A-Za-z0-9_.-]*$"},"override":{"type":"object","additionalProperties":false,"minProperties":1,"properties":{"start_date":{"$ref":"#/$defs/bound"},"end_date":{"$ref":"#/$defs/bound"},"export_columns":{"type":"array","minItems":1,"uniqueItems":true,"items":{"type":"string","$ref":"#/$defs/text"}},"options":{"type":"object","additionalProperties":{"type":["string","number","boolean","array"],"items":{"type":["string","number"]}}},"max_credits":{"type":"number","minimum":0},"refresh":{"$ref":"#/$defs/refresh"},"settle_after":{"$ref":"#/$defs/period"},"priority":{"type":"integer","minimum":-1000,"maximum":1000},"output":{"type":"string"}}},"knownType":{"enum":["transactions","payouts","chargebacks","chat_messages","media_vault","trial_links","tracking_links","smart_links","fans","followings","public_profiles","profile_visitors"]},"plainOptions":{"type":"object","additionalProperties":{"not":{"$ref":"#/$defs/cellText"},"items":{"not":{"$ref":"#/$defs/cellText"}}}},"optionsNone":{"type":"object","additionalProperties":false},"optionsChatMessages":{"type":"object","additionalProperties":false,"properties":{"maxMessages":{"if":{"$ref":"#/$defs/cellText"},"else":{"type":"integer","minimum":1,"maximum":10000000}},"maxChats":{"if":{"$ref":"#/$defs/cellText"},"else":{"type":"integer","minimum":1}},"skipMassMessages":{"if":{"$ref":"#/$defs/cellText"},"else":{"type":"boolean"}},"chatIds":{"type":"array","minItems":1,"items":{"type":["integer","string"],"minimum":1,"maximum":9007199254740991,"if":{"$ref":"#/$defs/cellText"},"else":{"pattern":"^[1-9][0-9]{0,14}$"}}}}},"optionsMediaVault":{"type":"object","additionalProperties":false,"properties":{"mediaType":{"type":"string","if":{"$ref":"#/$defs/cellText"},"else":{"enum":["all","photo","gif","video","audio"]}}}},"optionsFans":{"type":"object","additionalProperties":false,"properties":{"type":{"type":"string","if":{"$ref":"#/$defs/cellText"},"else":{"enum":["all","active","expired","latest"]}}}},"optionsFollowings":{"type":"object","additionalProperties":false,"properties":{"type":{"type":"string","if":{"$ref":"#/$defs/cellText"},"else":{"enum":["all","active","expired"]}}}},"optionsPublicProfiles":{"type":"object","additionalProperties":false,"properties":{"query":{"$ref":"#/$defs/text"},"gender":{"type":"string","if":{"$ref":"#/$defs/cellText"},"else":{"enum":["male","female","trans","couple"]}},"minSubscribePrice":{"if":{"$ref":"#/$defs/cellText"},"else":{"type":"number","minimum":0}},"maxSubscribePrice":{"if":{"$ref":"#/$defs/cellText"},"else":{"type":"number","minimum":0}},"location":{"$ref":"#/$defs/text"},"minPostsCount":{"if":{"$ref":"#/$defs/cellText"},"else":{"type":"integer","minimum":0}},"minPhotosCount":{"if":{"$ref":"#/$defs/cellText"},"else":{"type":"integer","minimum":0}},"minVideosCount":{"if":{"$ref":"#/$defs/cellText"},"else":{"type":"integer","minimum":0}},"minSubscribersCount":{"if":{"$ref":"#/$defs/cellText"},"else":{"type":"integer","minimum":0}},"maxSubscribersCount":{"if":{"$ref":"#/$defs/cellText"},"else":{"type":"integer","minimum":0}},"minJoinDate":{"if":{"$ref":"#/$defs/cellText"},"else":{"$ref":"#/$defs/moment"}},"minLastSeenAt":{"if":{"$ref":"#/$defs/cellText"},"else":{"$ref":"#/$defs/moment"}},"createdAtFrom":{"if":{"$ref":"#/$defs/cellText"},"else":{"$ref":"#/$defs/moment"}},"createdAtTo":{"if":{"$ref":"#/$defs/cellText"},"else":{"$ref":"#/$defs/moment"}},"instagram":{"type":["string","boolean"],"pattern":"\\S"},"twitter":{"type":["string","boolean"],"pattern":"\\S"},"tiktok":{"type":["string","boolean"],"pattern":"\\S"},"maxResults":{"if":{"$ref":"#/$defs/cellText"},"else":{"type":"integer","minimum":1}}}},"export":{"type":"object","required":["type"],"additionalProperties":false,"properties":{"type":{"type":"string","pattern":"^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$"},"account_ids":{"$ref":"#/$defs/accountIds"},"split":{"$ref":"#/$defs/split"},"matrix":{"$ref":"#/$defs/matrix"},"start_date":{"$ref":"#/$defs/bound"},"end_date":{"$ref":"#/$defs/bound"},"file_type":{"$ref":"#/$defs/fileType"},"export_columns":{"type":"array","minItems":1,"uniqueItems":true,"items":{"type":"string","$ref":"#/$defs/text"}},"options":{"type":"object","additionalProperties":{"type":["string","number","boolean","array"],"items":{"type":["string","number"]}}},"overrides":{"$ref":"#/$defs/overrides"},"auto_start":{"type":"boolean"},"max_credits":{"type":"number","minimum":0},"retries":{"type":"integer","minimum":0,"maximum":10},"refresh":{"$ref":"#/$defs/refresh"},"keep":{"type":"integer","minimum":1,"maximum":1000},"settle_after":{"$ref":"#/$defs/period"},"rebuy":{"$ref":"#/$defs/rebuy"},"exact":{"type":"boolean"},"priority":{"type":"integer","minimum":-1000,"maximum":1000},"order":{"type":"string","enum":["oldest","newest"]},"output":{"type":"string"},"hooks":{"type":"object"},"allow_unknown_type":{"type":"boolean"}},"allOf":[{"if":{"required":["matrix"]},"then":{"properties":{"output":{"$ref":"#/$defs/cellOutput"},"hooks":{"$ref":"#/$defs/cellHooks"},"overrides":{"additionalProperties":{"properties":{"output":{"$ref":"#/$defs/cellOutput"}}}}}},"else":{"properties":{"output":{"$ref":"#/$defs/output"},"hooks":{"$ref":"#/$defs/hooks"},"options":{"$ref":"#/$defs/plainOptions"},"overrides":{"additionalProperties":{"properties":{"output":{"$ref":"#/$defs/output"},"options":{"$ref":"#/$defs/plainOptions"}}}}}}},{"if":{"required":["allow_unknown_type"],"properties":{"allow_unknown_type":{"const":true}}},"else":{"properties":{"type":{"$ref":"#/$defs/knownType"}}}},{"if":{"required":["type"],"properties":{"type":{"const":"media_vault"}}},"then":{"properties":{"file_type":{"const":"zip"}}}},{"if":{"required":["type"],"properties":{"type":{"$ref":"#/$defs/knownType","not":{"const":"media_vault"}}}},"then":{"properties":{"file_type":{"enum":["csv","xlsx"]}}}},{"if":{"required":["type"],"properties":{"type":{"enum":["transactions","payouts","chargebacks","trial_links","tracking_links","smart_links","profile_visitors"]}}},"then":{"properties":{"options":{"$ref":"#/$defs/optionsNone"},"overrides":{"additionalProperties":{"properties":{"options":{"$ref":"#/$defs/optionsNone"}}}}}}},{"if":{"required":["type"],"properties":{"type":{"const":"chat_messages"}}},"then":{"required":["options"],"properties":{"options":{"type":"object","additionalProperties":false,"properties":{"maxMessages":{"if":{"$ref":"#/$defs/cellText"},"else":{"type":"integer","minimum":1,"maximum":10000000}},"maxChats":{"if":{"$ref":"#/$defs/cellText"},"else":{"type":"integer","minimum":1}},"skipMassMessages":{"if":{"$ref":"#/$defs/cellText"},"else":{"type":"boolean"}},"chatIds":{"type":"array","minItems":1,"items":{"type":["integer","string"],"minimum":1,"maximum":9007199254740991,"if":{"$ref":"#/$defs/cellText"},"else":{"pattern":"^[1-9][0-9]{0,14}$"}}}},"required":["maxMessages"]},"overrides":{"additionalProperties":{"properties":{"options":{"$ref":"#/$defs/optionsChatMessages"}}}}}}},{"if":{"required":["type"],"properties":{"type":{"const":"media_vault"}}},"then":{"required":["options"],"properties":{"options":{"type":"object","additionalProperties":false,"properties":{"mediaType":{"type":"string","if":{"$ref":"#/$defs/cellText"},"else":{"enum":["all","photo","gif","video","audio"]}}},"required":["mediaType"]},"overrides":{"additionalProperties":{"properties":{"options":{"$ref":"#/$defs/optionsMediaVault"}}}}}}},{"if":{"required":["type"],"properties":{"type":{"const":"fans"}}},"then":{"required":["options"],"properties":{"options":{"type":"object","additionalProperties":false,"properties":{"type":{"type":"string","if":{"$ref":"#/$defs/cellText"},"else":{"enum":["all","active","expired","latest"]}}},"required":["type"]},"overrides":{"additionalProperties":{"properties":{"options":{"$ref":"#/$defs/optionsFans"}}}}}}},{"if":{"required":["type"],"properties":{"type":{"const":"followings"}}},"then":{"required":["options"],"properties":{"options":{"type":"object","additionalProperties":false,"properties":{"type":{"type":"string","if":{"$ref":"#/$defs/cellText"},"else":{"enum":["all","active","expired"]}}},"required":["type"]},"overrides":{"additionalProperties":{"properties":{"options":{"$ref":"#/$defs/optionsFollowings"}}}}}}},{"if":{"required":["type"],"properties":{"type":{"const":"public_profiles"}}},"then":{"properties":{"options":{"$ref":"#/$defs/optionsPublicProfiles"},"overrides":{"additionalProperties":{"properties":{"options":{"$ref":"#/$defs/optionsPublicProfiles"}}}}}}}]}}};
const schema32 = {"enum":["transactions","payouts","chargebacks","chat_messages","media_vault","trial_links","tracking_links","smart_links","fans","followings","public_profiles","profile_visitors"]};
const schema33 = {"type":"string","pattern":"^(?!all$|acct?_)[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$"};
const schema34 = {"type":"string","pattern":"^acct?_[A-Za-z0-9_-]+$"};
const schema35 = {"type":"string","pattern":"\\S"};
const schema39 = {"type":"string","pattern":"^(?:[1-9]\\d{0,4}s|[1-9]\\d{0,3}m|[1-9]\\d?h)$"};
const schema45 = {"type":"string","pattern":"^(?:(?:\\d{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\\d|30)|02-(?:0[1-9]|1\\d|2[0-8]))|(?:\\d\\d(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)-02-29)(?:T(?:[01]\\d|2[0-3]):[0-5]\\d(?::[0-5]\\d)?(?:Z|[+-](?:[01]\\d|2[0-3]):[0-5]\\d))?|(?:today|yesterday|(?:start|end)_of_(?:week|month|quarter|year))(?: *[+-] *\\d{1,4}(?:d|w|mo|q|y))*)$"};
const schema47 = {"type":"string","enum":["csv","xlsx","zip"]};
const schema48 = {"type":"string","pattern":"^(?=.*\\S)(?:[^{}]|\\{(?:export|account|window|start|end|type|ext|address|fingerprint|as_of)\\})+$"};
const schema49 = {"type":"string","pattern":"^(?:never|[1-9]\\d{0,3}(?:d|w|mo|q|y))$"};
const schema50 = {"type":"string","pattern":"^[1-9]\\d{0,3}(?:d|w|mo|q|y)$"};
const schema57 = {"type":"string","pattern":"^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$"};
const func1 = Object.prototype.hasOwnProperty;
const pattern4 = new RegExp("^x-", "u");
const pattern5 = new RegExp("^(?!all$|acct?_)[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$", "u");
const pattern6 = new RegExp("^acct?_[A-Za-z0-9_-]+$", "u");
const pattern7 = new RegExp("\\S", "u");
const pattern8 = new RegExp("^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$", "u");
const pattern9 = new RegExp("^[A-Za-z0-9_][A-Za-z0-9_.=@+-]*(/[A-Za-z0-9_][A-Za-z0-9_.=@+-]*)*$", "u");
const pattern10 = new RegExp("^[A-Za-z0-9-]+$", "u");
const pattern11 = new RegExp("^(https://[A-Za-z0-9.-]+|http://(localhost|127(\\.[0-9]{1,3}){3}|\\[::1\\]))(:[0-9]{1,5})?/?$", "u");
const pattern12 = new RegExp("^(\\$\\{env:[A-Za-z_][A-Za-z0-9_]*\\}|postgres(ql)?://\\S+)$", "u");
const pattern13 = new RegExp("^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$", "u");
const pattern15 = new RegExp("^(?:[1-9]\\d{0,4}s|[1-9]\\d{0,3}m|[1-9]\\d?h)$", "u");
const pattern17 = new RegExp("^(?:(?:\\d{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\\d|30)|02-(?:0[1-9]|1\\d|2[0-8]))|(?:\\d\\d(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)-02-29)(?:T(?:[01]\\d|2[0-3]):[0-5]\\d(?::[0-5]\\d)?(?:Z|[+-](?:[01]\\d|2[0-3]):[0-5]\\d))?|(?:today|yesterday|(?:start|end)_of_(?:week|month|quarter|year))(?: *[+-] *\\d{1,4}(?:d|w|mo|q|y))*)$", "u");
const pattern19 = new RegExp("^(?=.*\\S)(?:[^{}]|\\{(?:export|account|window|start|end|type|ext|address|fingerprint|as_of)\\})+$", "u");
const pattern20 = new RegExp("^(?:never|[1-9]\\d{0,3}(?:d|w|mo|q|y))$", "u");
const pattern21 = new RegExp("^[1-9]\\d{0,3}(?:d|w|mo|q|y)$", "u");
const schema37 = {"type":"array","minItems":1,"items":{"$ref":"#/$defs/runWord"}};
const schema38 = {"type":"string","pattern":"^(?=[\\s\\S]*\\S)(?:[^\\u0000{]|\\{(?!\\w+\\})|\\{(?:run_id|report|charged|done|kept|failed|blocked|incomplete|pending)\\})+$"};
const pattern14 = new RegExp("^(?=[\\s\\S]*\\S)(?:[^\\u0000{]|\\{(?!\\w+\\})|\\{(?:run_id|report|charged|done|kept|failed|blocked|incomplete|pending)\\})+$", "u");

function validate21(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate21.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(Array.isArray(data)){
if(data.length < 1){
const err0 = {instancePath,schemaPath:"#/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items",schema:1,parentSchema:schema37,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
const len0 = data.length;
for(let i0=0; i0<len0; i0++){
let data0 = data[i0];
if(typeof data0 === "string"){
if(!pattern14.test(data0)){
const err1 = {instancePath:instancePath+"/" + i0,schemaPath:"#/$defs/runWord/pattern",keyword:"pattern",params:{pattern: "^(?=[\\s\\S]*\\S)(?:[^\\u0000{]|\\{(?!\\w+\\})|\\{(?:run_id|report|charged|done|kept|failed|blocked|incomplete|pending)\\})+$"},message:"must match pattern \""+"^(?=[\\s\\S]*\\S)(?:[^\\u0000{]|\\{(?!\\w+\\})|\\{(?:run_id|report|charged|done|kept|failed|blocked|incomplete|pending)\\})+$"+"\"",schema:"^(?=[\\s\\S]*\\S)(?:[^\\u0000{]|\\{(?!\\w+\\})|\\{(?:run_id|report|charged|done|kept|failed|blocked|incomplete|pending)\\})+$",parentSchema:schema38,data:data0};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
else {
const err2 = {instancePath:instancePath+"/" + i0,schemaPath:"#/$defs/runWord/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema38.type,parentSchema:schema38,data:data0};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
}
else {
const err3 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema37.type,parentSchema:schema37,data};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
validate21.errors = vErrors;
return errors === 0;
}
validate21.evaluated = {"items":true,"dynamicProps":false,"dynamicItems":false};

const schema40 = {"type":["string","array"],"if":{"type":"string"},"then":{"const":"all"},"minItems":1,"items":{"$ref":"#/$defs/accountRef"}};
const schema41 = {"type":"string","pattern":"^(?!all$)[A-Za-z0-9][A-Za-z0-9_.-]*$"};
const pattern16 = new RegExp("^(?!all$)[A-Za-z0-9][A-Za-z0-9_.-]*$", "u");

function validate23(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate23.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if((typeof data !== "string") && (!(Array.isArray(data)))){
const err0 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: schema40.type},message:"must be string,array",schema:schema40.type,parentSchema:schema40,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
const _errs1 = errors;
let valid0 = true;
const _errs2 = errors;
if(typeof data !== "string"){
const err1 = {};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
var _valid0 = _errs2 === errors;
errors = _errs1;
if(vErrors !== null){
if(_errs1){
vErrors.length = _errs1;
}
else {
vErrors = null;
}
}
if(_valid0){
const _errs4 = errors;
if("all" !== data){
const err2 = {instancePath,schemaPath:"#/then/const",keyword:"const",params:{allowedValue: "all"},message:"must be equal to constant",schema:"all",parentSchema:schema40.then,data};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
var _valid0 = _errs4 === errors;
valid0 = _valid0;
}
if(!valid0){
const err3 = {instancePath,schemaPath:"#/if",keyword:"if",params:{failingKeyword: "then"},message:"must match \"then\" schema",schema:schema40.if,parentSchema:schema40,data};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
if(Array.isArray(data)){
if(data.length < 1){
const err4 = {instancePath,schemaPath:"#/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items",schema:1,parentSchema:schema40,data};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
const len0 = data.length;
for(let i0=0; i0<len0; i0++){
let data0 = data[i0];
if(typeof data0 === "string"){
if(!pattern16.test(data0)){
const err5 = {instancePath:instancePath+"/" + i0,schemaPath:"#/$defs/accountRef/pattern",keyword:"pattern",params:{pattern: "^(?!all$)[A-Za-z0-9][A-Za-z0-9_.-]*$"},message:"must match pattern \""+"^(?!all$)[A-Za-z0-9][A-Za-z0-9_.-]*$"+"\"",schema:"^(?!all$)[A-Za-z0-9][A-Za-z0-9_.-]*$",parentSchema:schema41,data:data0};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
else {
const err6 = {instancePath:instancePath+"/" + i0,schemaPath:"#/$defs/accountRef/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema41.type,parentSchema:schema41,data:data0};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
}
validate23.errors = vErrors;
return errors === 0;
}
validate23.evaluated = {"items":true,"dynamicProps":false,"dynamicItems":false};

const schema42 = {"type":["string","object"],"if":{"type":"string"},"then":{"$ref":"#/$defs/splitPeriod"},"minProperties":1,"additionalProperties":false,"properties":{"by":{"$ref":"#/$defs/splitPeriod"},"account":{"type":"boolean"},"open_window":{"type":"string","enum":["skip","include"]},"week_start":{"type":"string","enum":["monday","tuesday","wednesday","thursday","friday","saturday","sunday"]}}};
const schema43 = {"type":"string","enum":["day","week","month","quarter","year"]};

function validate25(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate25.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if((typeof data !== "string") && (!(data && typeof data == "object" && !Array.isArray(data)))){
const err0 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: schema42.type},message:"must be string,object",schema:schema42.type,parentSchema:schema42,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
const _errs1 = errors;
let valid0 = true;
const _errs2 = errors;
if(typeof data !== "string"){
const err1 = {};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
var _valid0 = _errs2 === errors;
errors = _errs1;
if(vErrors !== null){
if(_errs1){
vErrors.length = _errs1;
}
else {
vErrors = null;
}
}
if(_valid0){
const _errs4 = errors;
if(typeof data !== "string"){
const err2 = {instancePath,schemaPath:"#/$defs/splitPeriod/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema43.type,parentSchema:schema43,data};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
if(!(((((data === "day") || (data === "week")) || (data === "month")) || (data === "quarter")) || (data === "year"))){
const err3 = {instancePath,schemaPath:"#/$defs/splitPeriod/enum",keyword:"enum",params:{allowedValues: schema43.enum},message:"must be equal to one of the allowed values",schema:schema43.enum,parentSchema:schema43,data};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
var _valid0 = _errs4 === errors;
valid0 = _valid0;
}
if(!valid0){
const err4 = {instancePath,schemaPath:"#/if",keyword:"if",params:{failingKeyword: "then"},message:"must match \"then\" schema",schema:schema42.if,parentSchema:schema42,data};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(Object.keys(data).length < 1){
const err5 = {instancePath,schemaPath:"#/minProperties",keyword:"minProperties",params:{limit: 1},message:"must NOT have fewer than 1 properties",schema:1,parentSchema:schema42,data};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
for(const key0 in data){
if(!((((key0 === "by") || (key0 === "account")) || (key0 === "open_window")) || (key0 === "week_start"))){
const err6 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema42,data};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
if(data.by !== undefined){
let data0 = data.by;
if(typeof data0 !== "string"){
const err7 = {instancePath:instancePath+"/by",schemaPath:"#/$defs/splitPeriod/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema43.type,parentSchema:schema43,data:data0};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
if(!(((((data0 === "day") || (data0 === "week")) || (data0 === "month")) || (data0 === "quarter")) || (data0 === "year"))){
const err8 = {instancePath:instancePath+"/by",schemaPath:"#/$defs/splitPeriod/enum",keyword:"enum",params:{allowedValues: schema43.enum},message:"must be equal to one of the allowed values",schema:schema43.enum,parentSchema:schema43,data:data0};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
if(data.account !== undefined){
let data1 = data.account;
if(typeof data1 !== "boolean"){
const err9 = {instancePath:instancePath+"/account",schemaPath:"#/properties/account/type",keyword:"type",params:{type: "boolean"},message:"must be boolean",schema:schema42.properties.account.type,parentSchema:schema42.properties.account,data:data1};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
if(data.open_window !== undefined){
let data2 = data.open_window;
if(typeof data2 !== "string"){
const err10 = {instancePath:instancePath+"/open_window",schemaPath:"#/properties/open_window/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema42.properties.open_window.type,parentSchema:schema42.properties.open_window,data:data2};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
if(!((data2 === "skip") || (data2 === "include"))){
const err11 = {instancePath:instancePath+"/open_window",schemaPath:"#/properties/open_window/enum",keyword:"enum",params:{allowedValues: schema42.properties.open_window.enum},message:"must be equal to one of the allowed values",schema:schema42.properties.open_window.enum,parentSchema:schema42.properties.open_window,data:data2};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
if(data.week_start !== undefined){
let data3 = data.week_start;
if(typeof data3 !== "string"){
const err12 = {instancePath:instancePath+"/week_start",schemaPath:"#/properties/week_start/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema42.properties.week_start.type,parentSchema:schema42.properties.week_start,data:data3};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
if(!(((((((data3 === "monday") || (data3 === "tuesday")) || (data3 === "wednesday")) || (data3 === "thursday")) || (data3 === "friday")) || (data3 === "saturday")) || (data3 === "sunday"))){
const err13 = {instancePath:instancePath+"/week_start",schemaPath:"#/properties/week_start/enum",keyword:"enum",params:{allowedValues: schema42.properties.week_start.enum},message:"must be equal to one of the allowed values",schema:schema42.properties.week_start.enum,parentSchema:schema42.properties.week_start,data:data3};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
}
validate25.errors = vErrors;
return errors === 0;
}
validate25.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema51 = {"type":"object","additionalProperties":false,"required":["window","every"],"properties":{"window":{"type":"string","pattern":"^last [1-9]\\d{0,2}$"},"every":{"$ref":"#/$defs/period"}}};
const pattern22 = new RegExp("^last [1-9]\\d{0,2}$", "u");

function validate27(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate27.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.window === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "window"},message:"must have required property '"+"window"+"'",schema:schema51.required,parentSchema:schema51,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.every === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "every"},message:"must have required property '"+"every"+"'",schema:schema51.required,parentSchema:schema51,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
for(const key0 in data){
if(!((key0 === "window") || (key0 === "every"))){
const err2 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema51,data};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
if(data.window !== undefined){
let data0 = data.window;
if(typeof data0 === "string"){
if(!pattern22.test(data0)){
const err3 = {instancePath:instancePath+"/window",schemaPath:"#/properties/window/pattern",keyword:"pattern",params:{pattern: "^last [1-9]\\d{0,2}$"},message:"must match pattern \""+"^last [1-9]\\d{0,2}$"+"\"",schema:"^last [1-9]\\d{0,2}$",parentSchema:schema51.properties.window,data:data0};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
else {
const err4 = {instancePath:instancePath+"/window",schemaPath:"#/properties/window/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema51.properties.window.type,parentSchema:schema51.properties.window,data:data0};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
if(data.every !== undefined){
let data1 = data.every;
if(typeof data1 === "string"){
if(!pattern21.test(data1)){
const err5 = {instancePath:instancePath+"/every",schemaPath:"#/$defs/period/pattern",keyword:"pattern",params:{pattern: "^[1-9]\\d{0,3}(?:d|w|mo|q|y)$"},message:"must match pattern \""+"^[1-9]\\d{0,3}(?:d|w|mo|q|y)$"+"\"",schema:"^[1-9]\\d{0,3}(?:d|w|mo|q|y)$",parentSchema:schema50,data:data1};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
else {
const err6 = {instancePath:instancePath+"/every",schemaPath:"#/$defs/period/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema50.type,parentSchema:schema50,data:data1};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
}
else {
const err7 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema51.type,parentSchema:schema51,data};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
validate27.errors = vErrors;
return errors === 0;
}
validate27.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema53 = {"type":"object","additionalProperties":false,"properties":{"after_download":{"type":"array","items":{"$ref":"#/$defs/fileCommand"}},"timeout":{"$ref":"#/$defs/duration"}}};
const schema54 = {"type":"array","minItems":1,"items":{"$ref":"#/$defs/fileWord"}};
const schema55 = {"type":"string","pattern":"^(?=[\\s\\S]*\\S)(?:[^\\u0000{]|\\{(?!\\w+\\})|\\{(?:path|address|export|account|window|start|end|type|ext|fingerprint|as_of|rows|bytes|sha256|data_export_id|run_id)\\})+$"};
const pattern24 = new RegExp("^(?=[\\s\\S]*\\S)(?:[^\\u0000{]|\\{(?!\\w+\\})|\\{(?:path|address|export|account|window|start|end|type|ext|fingerprint|as_of|rows|bytes|sha256|data_export_id|run_id)\\})+$", "u");

function validate30(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate30.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(Array.isArray(data)){
if(data.length < 1){
const err0 = {instancePath,schemaPath:"#/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items",schema:1,parentSchema:schema54,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
const len0 = data.length;
for(let i0=0; i0<len0; i0++){
let data0 = data[i0];
if(typeof data0 === "string"){
if(!pattern24.test(data0)){
const err1 = {instancePath:instancePath+"/" + i0,schemaPath:"#/$defs/fileWord/pattern",keyword:"pattern",params:{pattern: "^(?=[\\s\\S]*\\S)(?:[^\\u0000{]|\\{(?!\\w+\\})|\\{(?:path|address|export|account|window|start|end|type|ext|fingerprint|as_of|rows|bytes|sha256|data_export_id|run_id)\\})+$"},message:"must match pattern \""+"^(?=[\\s\\S]*\\S)(?:[^\\u0000{]|\\{(?!\\w+\\})|\\{(?:path|address|export|account|window|start|end|type|ext|fingerprint|as_of|rows|bytes|sha256|data_export_id|run_id)\\})+$"+"\"",schema:"^(?=[\\s\\S]*\\S)(?:[^\\u0000{]|\\{(?!\\w+\\})|\\{(?:path|address|export|account|window|start|end|type|ext|fingerprint|as_of|rows|bytes|sha256|data_export_id|run_id)\\})+$",parentSchema:schema55,data:data0};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
else {
const err2 = {instancePath:instancePath+"/" + i0,schemaPath:"#/$defs/fileWord/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema55.type,parentSchema:schema55,data:data0};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
}
else {
const err3 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema54.type,parentSchema:schema54,data};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
validate30.errors = vErrors;
return errors === 0;
}
validate30.evaluated = {"items":true,"dynamicProps":false,"dynamicItems":false};


function validate29(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate29.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!((key0 === "after_download") || (key0 === "timeout"))){
const err0 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema53,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
if(data.after_download !== undefined){
let data0 = data.after_download;
if(Array.isArray(data0)){
const len0 = data0.length;
for(let i0=0; i0<len0; i0++){
if(!(validate30(data0[i0], {instancePath:instancePath+"/after_download/" + i0,parentData:data0,parentDataProperty:i0,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate30.errors : vErrors.concat(validate30.errors);
errors = vErrors.length;
}
}
}
else {
const err1 = {instancePath:instancePath+"/after_download",schemaPath:"#/properties/after_download/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema53.properties.after_download.type,parentSchema:schema53.properties.after_download,data:data0};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data.timeout !== undefined){
let data2 = data.timeout;
if(typeof data2 === "string"){
if(!pattern15.test(data2)){
const err2 = {instancePath:instancePath+"/timeout",schemaPath:"#/$defs/duration/pattern",keyword:"pattern",params:{pattern: "^(?:[1-9]\\d{0,4}s|[1-9]\\d{0,3}m|[1-9]\\d?h)$"},message:"must match pattern \""+"^(?:[1-9]\\d{0,4}s|[1-9]\\d{0,3}m|[1-9]\\d?h)$"+"\"",schema:"^(?:[1-9]\\d{0,4}s|[1-9]\\d{0,3}m|[1-9]\\d?h)$",parentSchema:schema39,data:data2};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
else {
const err3 = {instancePath:instancePath+"/timeout",schemaPath:"#/$defs/duration/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema39.type,parentSchema:schema39,data:data2};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
}
else {
const err4 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema53.type,parentSchema:schema53,data};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
validate29.errors = vErrors;
return errors === 0;
}
validate29.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema58 = {"type":"object","required":["type"],"additionalProperties":false,"properties":{"type":{"type":"string","pattern":"^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$"},"account_ids":{"$ref":"#/$defs/accountIds"},"split":{"$ref":"#/$defs/split"},"matrix":{"$ref":"#/$defs/matrix"},"start_date":{"$ref":"#/$defs/bound"},"end_date":{"$ref":"#/$defs/bound"},"file_type":{"$ref":"#/$defs/fileType"},"export_columns":{"type":"array","minItems":1,"uniqueItems":true,"items":{"type":"string","$ref":"#/$defs/text"}},"options":{"type":"object","additionalProperties":{"type":["string","number","boolean","array"],"items":{"type":["string","number"]}}},"overrides":{"$ref":"#/$defs/overrides"},"auto_start":{"type":"boolean"},"max_credits":{"type":"number","minimum":0},"retries":{"type":"integer","minimum":0,"maximum":10},"refresh":{"$ref":"#/$defs/refresh"},"keep":{"type":"integer","minimum":1,"maximum":1000},"settle_after":{"$ref":"#/$defs/period"},"rebuy":{"$ref":"#/$defs/rebuy"},"exact":{"type":"boolean"},"priority":{"type":"integer","minimum":-1000,"maximum":1000},"order":{"type":"string","enum":["oldest","newest"]},"output":{"type":"string"},"hooks":{"type":"object"},"allow_unknown_type":{"type":"boolean"}},"allOf":[{"if":{"required":["matrix"]},"then":{"properties":{"output":{"$ref":"#/$defs/cellOutput"},"hooks":{"$ref":"#/$defs/cellHooks"},"overrides":{"additionalProperties":{"properties":{"output":{"$ref":"#/$defs/cellOutput"}}}}}},"else":{"properties":{"output":{"$ref":"#/$defs/output"},"hooks":{"$ref":"#/$defs/hooks"},"options":{"$ref":"#/$defs/plainOptions"},"overrides":{"additionalProperties":{"properties":{"output":{"$ref":"#/$defs/output"},"options":{"$ref":"#/$defs/plainOptions"}}}}}}},{"if":{"required":["allow_unknown_type"],"properties":{"allow_unknown_type":{"const":true}}},"else":{"properties":{"type":{"$ref":"#/$defs/knownType"}}}},{"if":{"required":["type"],"properties":{"type":{"const":"media_vault"}}},"then":{"properties":{"file_type":{"const":"zip"}}}},{"if":{"required":["type"],"properties":{"type":{"$ref":"#/$defs/knownType","not":{"const":"media_vault"}}}},"then":{"properties":{"file_type":{"enum":["csv","xlsx"]}}}},{"if":{"required":["type"],"properties":{"type":{"enum":["transactions","payouts","chargebacks","trial_links","tracking_links","smart_links","profile_visitors"]}}},"then":{"properties":{"options":{"$ref":"#/$defs/optionsNone"},"overrides":{"additionalProperties":{"properties":{"options":{"$ref":"#/$defs/optionsNone"}}}}}}},{"if":{"required":["type"],"properties":{"type":{"const":"chat_messages"}}},"then":{"required":["options"],"properties":{"options":{"type":"object","additionalProperties":false,"properties":{"maxMessages":{"if":{"$ref":"#/$defs/cellText"},"else":{"type":"integer","minimum":1,"maximum":10000000}},"maxChats":{"if":{"$ref":"#/$defs/cellText"},"else":{"type":"integer","minimum":1}},"skipMassMessages":{"if":{"$ref":"#/$defs/cellText"},"else":{"type":"boolean"}},"chatIds":{"type":"array","minItems":1,"items":{"type":["integer","string"],"minimum":1,"maximum":9007199254740991,"if":{"$ref":"#/$defs/cellText"},"else":{"pattern":"^[1-9][0-9]{0,14}$"}}}},"required":["maxMessages"]},"overrides":{"additionalProperties":{"properties":{"options":{"$ref":"#/$defs/optionsChatMessages"}}}}}}},{"if":{"required":["type"],"properties":{"type":{"const":"media_vault"}}},"then":{"required":["options"],"properties":{"options":{"type":"object","additionalProperties":false,"properties":{"mediaType":{"type":"string","if":{"$ref":"#/$defs/cellText"},"else":{"enum":["all","photo","gif","video","audio"]}}},"required":["mediaType"]},"overrides":{"additionalProperties":{"properties":{"options":{"$ref":"#/$defs/optionsMediaVault"}}}}}}},{"if":{"required":["type"],"properties":{"type":{"const":"fans"}}},"then":{"required":["options"],"properties":{"options":{"type":"object","additionalProperties":false,"properties":{"type":{"type":"string","if":{"$ref":"#/$defs/cellText"},"else":{"enum":["all","active","expired","latest"]}}},"required":["type"]},"overrides":{"additionalProperties":{"properties":{"options":{"$ref":"#/$defs/optionsFans"}}}}}}},{"if":{"required":["type"],"properties":{"type":{"const":"followings"}}},"then":{"required":["options"],"properties":{"options":{"type":"object","additionalProperties":false,"properties":{"type":{"type":"string","if":{"$ref":"#/$defs/cellText"},"else":{"enum":["all","active","expired"]}}},"required":["type"]},"overrides":{"additionalProperties":{"properties":{"options":{"$ref":"#/$defs/optionsFollowings"}}}}}}},{"if":{"required":["type"],"properties":{"type":{"const":"public_profiles"}}},"then":{"properties":{"options":{"$ref":"#/$defs/optionsPublicProfiles"},"overrides":{"additionalProperties":{"properties":{"options":{"$ref":"#/$defs/optionsPublicProfiles"}}}}}}}]};
const schema59 = {"type":"string","pattern":"^(?=.*\\S)(?:[^{}]|\\{[A-Za-z]\\w*\\})+$"};
const schema72 = {"type":"object","additionalProperties":false};
const schema67 = {"type":"string","pattern":"(?<!\\$)\\{[A-Za-z]\\w*\\}"};
const pattern27 = new RegExp("^(?=.*\\S)(?:[^{}]|\\{[A-Za-z]\\w*\\})+$", "u");
const pattern32 = new RegExp("(?<!\\$)\\{[A-Za-z]\\w*\\}", "u");
const pattern39 = new RegExp("^[1-9][0-9]{0,14}$", "u");
const schema60 = {"type":"object","additionalProperties":false,"properties":{"after_download":{"type":"array","items":{"$ref":"#/$defs/cellCommand"}},"timeout":{"$ref":"#/$defs/duration"}}};
const schema61 = {"type":"array","minItems":1,"items":{"$ref":"#/$defs/cellWord"}};
const schema62 = {"type":"string","pattern":"^(?=[\\s\\S]*\\S)(?:[^\\u0000{]|\\{(?!\\w+\\})|\\{[A-Za-z]\\w*\\})+$"};
const pattern28 = new RegExp("^(?=[\\s\\S]*\\S)(?:[^\\u0000{]|\\{(?!\\w+\\})|\\{[A-Za-z]\\w*\\})+$", "u");

function validate35(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate35.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(Array.isArray(data)){
if(data.length < 1){
const err0 = {instancePath,schemaPath:"#/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items",schema:1,parentSchema:schema61,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
const len0 = data.length;
for(let i0=0; i0<len0; i0++){
let data0 = data[i0];
if(typeof data0 === "string"){
if(!pattern28.test(data0)){
const err1 = {instancePath:instancePath+"/" + i0,schemaPath:"#/$defs/cellWord/pattern",keyword:"pattern",params:{pattern: "^(?=[\\s\\S]*\\S)(?:[^\\u0000{]|\\{(?!\\w+\\})|\\{[A-Za-z]\\w*\\})+$"},message:"must match pattern \""+"^(?=[\\s\\S]*\\S)(?:[^\\u0000{]|\\{(?!\\w+\\})|\\{[A-Za-z]\\w*\\})+$"+"\"",schema:"^(?=[\\s\\S]*\\S)(?:[^\\u0000{]|\\{(?!\\w+\\})|\\{[A-Za-z]\\w*\\})+$",parentSchema:schema62,data:data0};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
else {
const err2 = {instancePath:instancePath+"/" + i0,schemaPath:"#/$defs/cellWord/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema62.type,parentSchema:schema62,data:data0};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
}
else {
const err3 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema61.type,parentSchema:schema61,data};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
validate35.errors = vErrors;
return errors === 0;
}
validate35.evaluated = {"items":true,"dynamicProps":false,"dynamicItems":false};


function validate34(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate34.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!((key0 === "after_download") || (key0 === "timeout"))){
const err0 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema60,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
if(data.after_download !== undefined){
let data0 = data.after_download;
if(Array.isArray(data0)){
const len0 = data0.length;
for(let i0=0; i0<len0; i0++){
if(!(validate35(data0[i0], {instancePath:instancePath+"/after_download/" + i0,parentData:data0,parentDataProperty:i0,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate35.errors : vErrors.concat(validate35.errors);
errors = vErrors.length;
}
}
}
else {
const err1 = {instancePath:instancePath+"/after_download",schemaPath:"#/properties/after_download/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema60.properties.after_download.type,parentSchema:schema60.properties.after_download,data:data0};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data.timeout !== undefined){
let data2 = data.timeout;
if(typeof data2 === "string"){
if(!pattern15.test(data2)){
const err2 = {instancePath:instancePath+"/timeout",schemaPath:"#/$defs/duration/pattern",keyword:"pattern",params:{pattern: "^(?:[1-9]\\d{0,4}s|[1-9]\\d{0,3}m|[1-9]\\d?h)$"},message:"must match pattern \""+"^(?:[1-9]\\d{0,4}s|[1-9]\\d{0,3}m|[1-9]\\d?h)$"+"\"",schema:"^(?:[1-9]\\d{0,4}s|[1-9]\\d{0,3}m|[1-9]\\d?h)$",parentSchema:schema39,data:data2};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
else {
const err3 = {instancePath:instancePath+"/timeout",schemaPath:"#/$defs/duration/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema39.type,parentSchema:schema39,data:data2};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
}
else {
const err4 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema60.type,parentSchema:schema60,data};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
validate34.errors = vErrors;
return errors === 0;
}
validate34.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema66 = {"type":"object","additionalProperties":{"not":{"$ref":"#/$defs/cellText"},"items":{"not":{"$ref":"#/$defs/cellText"}}}};

function validate39(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate39.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
let data0 = data[key0];
const _errs3 = errors;
const _errs4 = errors;
const _errs5 = errors;
if(errors === _errs5){
if(typeof data0 === "string"){
if(!pattern32.test(data0)){
const err0 = {};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
else {
const err1 = {};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
var valid1 = _errs4 === errors;
if(valid1){
const err2 = {instancePath:instancePath+"/" + key0.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/additionalProperties/not",keyword:"not",params:{},message:"must NOT be valid",schema:schema66.additionalProperties.not,parentSchema:schema66.additionalProperties,data:data0};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
else {
errors = _errs3;
if(vErrors !== null){
if(_errs3){
vErrors.length = _errs3;
}
else {
vErrors = null;
}
}
}
if(Array.isArray(data0)){
const len0 = data0.length;
for(let i0=0; i0<len0; i0++){
let data1 = data0[i0];
const _errs8 = errors;
const _errs9 = errors;
const _errs10 = errors;
if(errors === _errs10){
if(typeof data1 === "string"){
if(!pattern32.test(data1)){
const err3 = {};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
else {
const err4 = {};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
var valid5 = _errs9 === errors;
if(valid5){
const err5 = {instancePath:instancePath+"/" + key0.replace(/~/g, "~0").replace(/\//g, "~1")+"/" + i0,schemaPath:"#/additionalProperties/items/not",keyword:"not",params:{},message:"must NOT be valid",schema:schema66.additionalProperties.items.not,parentSchema:schema66.additionalProperties.items,data:data1};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
else {
errors = _errs8;
if(vErrors !== null){
if(_errs8){
vErrors.length = _errs8;
}
else {
vErrors = null;
}
}
}
}
}
}
}
else {
const err6 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema66.type,parentSchema:schema66,data};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
validate39.errors = vErrors;
return errors === 0;
}
validate39.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema78 = {"type":"object","additionalProperties":false,"properties":{"maxMessages":{"if":{"$ref":"#/$defs/cellText"},"else":{"type":"integer","minimum":1,"maximum":10000000}},"maxChats":{"if":{"$ref":"#/$defs/cellText"},"else":{"type":"integer","minimum":1}},"skipMassMessages":{"if":{"$ref":"#/$defs/cellText"},"else":{"type":"boolean"}},"chatIds":{"type":"array","minItems":1,"items":{"type":["integer","string"],"minimum":1,"maximum":9007199254740991,"if":{"$ref":"#/$defs/cellText"},"else":{"pattern":"^[1-9][0-9]{0,14}$"}}}}};

function validate42(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate42.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!((((key0 === "maxMessages") || (key0 === "maxChats")) || (key0 === "skipMassMessages")) || (key0 === "chatIds"))){
const err0 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema78,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
if(data.maxMessages !== undefined){
let data0 = data.maxMessages;
const _errs3 = errors;
let valid1 = true;
const _errs4 = errors;
const _errs5 = errors;
if(errors === _errs5){
if(typeof data0 === "string"){
if(!pattern32.test(data0)){
const err1 = {};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
else {
const err2 = {};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
var _valid0 = _errs4 === errors;
errors = _errs3;
if(vErrors !== null){
if(_errs3){
vErrors.length = _errs3;
}
else {
vErrors = null;
}
}
if(!_valid0){
const _errs7 = errors;
if(!(((typeof data0 == "number") && (!(data0 % 1) && !isNaN(data0))) && (isFinite(data0)))){
const err3 = {instancePath:instancePath+"/maxMessages",schemaPath:"#/properties/maxMessages/else/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema78.properties.maxMessages.else.type,parentSchema:schema78.properties.maxMessages.else,data:data0};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
if((typeof data0 == "number") && (isFinite(data0))){
if(data0 > 10000000 || isNaN(data0)){
const err4 = {instancePath:instancePath+"/maxMessages",schemaPath:"#/properties/maxMessages/else/maximum",keyword:"maximum",params:{comparison: "<=", limit: 10000000},message:"must be <= 10000000",schema:10000000,parentSchema:schema78.properties.maxMessages.else,data:data0};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
if(data0 < 1 || isNaN(data0)){
const err5 = {instancePath:instancePath+"/maxMessages",schemaPath:"#/properties/maxMessages/else/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema78.properties.maxMessages.else,data:data0};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
var _valid0 = _errs7 === errors;
valid1 = _valid0;
}
if(!valid1){
const err6 = {instancePath:instancePath+"/maxMessages",schemaPath:"#/properties/maxMessages/if",keyword:"if",params:{failingKeyword: "else"},message:"must match \"else\" schema",schema:schema78.properties.maxMessages.if,parentSchema:schema78.properties.maxMessages,data:data0};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
if(data.maxChats !== undefined){
let data1 = data.maxChats;
const _errs10 = errors;
let valid3 = true;
const _errs11 = errors;
const _errs12 = errors;
if(errors === _errs12){
if(typeof data1 === "string"){
if(!pattern32.test(data1)){
const err7 = {};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
else {
const err8 = {};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
var _valid1 = _errs11 === errors;
errors = _errs10;
if(vErrors !== null){
if(_errs10){
vErrors.length = _errs10;
}
else {
vErrors = null;
}
}
if(!_valid1){
const _errs14 = errors;
if(!(((typeof data1 == "number") && (!(data1 % 1) && !isNaN(data1))) && (isFinite(data1)))){
const err9 = {instancePath:instancePath+"/maxChats",schemaPath:"#/properties/maxChats/else/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema78.properties.maxChats.else.type,parentSchema:schema78.properties.maxChats.else,data:data1};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
if((typeof data1 == "number") && (isFinite(data1))){
if(data1 < 1 || isNaN(data1)){
const err10 = {instancePath:instancePath+"/maxChats",schemaPath:"#/properties/maxChats/else/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema78.properties.maxChats.else,data:data1};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
var _valid1 = _errs14 === errors;
valid3 = _valid1;
}
if(!valid3){
const err11 = {instancePath:instancePath+"/maxChats",schemaPath:"#/properties/maxChats/if",keyword:"if",params:{failingKeyword: "else"},message:"must match \"else\" schema",schema:schema78.properties.maxChats.if,parentSchema:schema78.properties.maxChats,data:data1};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
if(data.skipMassMessages !== undefined){
let data2 = data.skipMassMessages;
const _errs17 = errors;
let valid5 = true;
const _errs18 = errors;
const _errs19 = errors;
if(errors === _errs19){
if(typeof data2 === "string"){
if(!pattern32.test(data2)){
const err12 = {};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
else {
const err13 = {};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
var _valid2 = _errs18 === errors;
errors = _errs17;
if(vErrors !== null){
if(_errs17){
vErrors.length = _errs17;
}
else {
vErrors = null;
}
}
if(!_valid2){
const _errs21 = errors;
if(typeof data2 !== "boolean"){
const err14 = {instancePath:instancePath+"/skipMassMessages",schemaPath:"#/properties/skipMassMessages/else/type",keyword:"type",params:{type: "boolean"},message:"must be boolean",schema:schema78.properties.skipMassMessages.else.type,parentSchema:schema78.properties.skipMassMessages.else,data:data2};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
var _valid2 = _errs21 === errors;
valid5 = _valid2;
}
if(!valid5){
const err15 = {instancePath:instancePath+"/skipMassMessages",schemaPath:"#/properties/skipMassMessages/if",keyword:"if",params:{failingKeyword: "else"},message:"must match \"else\" schema",schema:schema78.properties.skipMassMessages.if,parentSchema:schema78.properties.skipMassMessages,data:data2};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
if(data.chatIds !== undefined){
let data3 = data.chatIds;
if(Array.isArray(data3)){
if(data3.length < 1){
const err16 = {instancePath:instancePath+"/chatIds",schemaPath:"#/properties/chatIds/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items",schema:1,parentSchema:schema78.properties.chatIds,data:data3};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
const len0 = data3.length;
for(let i0=0; i0<len0; i0++){
let data4 = data3[i0];
if((!(((typeof data4 == "number") && (!(data4 % 1) && !isNaN(data4))) && (isFinite(data4)))) && (typeof data4 !== "string")){
const err17 = {instancePath:instancePath+"/chatIds/" + i0,schemaPath:"#/properties/chatIds/items/type",keyword:"type",params:{type: schema78.properties.chatIds.items.type},message:"must be integer,string",schema:schema78.properties.chatIds.items.type,parentSchema:schema78.properties.chatIds.items,data:data4};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
const _errs27 = errors;
let valid9 = true;
const _errs28 = errors;
const _errs29 = errors;
if(errors === _errs29){
if(typeof data4 === "string"){
if(!pattern32.test(data4)){
const err18 = {};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
else {
const err19 = {};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
var _valid3 = _errs28 === errors;
errors = _errs27;
if(vErrors !== null){
if(_errs27){
vErrors.length = _errs27;
}
else {
vErrors = null;
}
}
if(!_valid3){
const _errs31 = errors;
if(typeof data4 === "string"){
if(!pattern39.test(data4)){
const err20 = {instancePath:instancePath+"/chatIds/" + i0,schemaPath:"#/properties/chatIds/items/else/pattern",keyword:"pattern",params:{pattern: "^[1-9][0-9]{0,14}$"},message:"must match pattern \""+"^[1-9][0-9]{0,14}$"+"\"",schema:"^[1-9][0-9]{0,14}$",parentSchema:schema78.properties.chatIds.items.else,data:data4};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
var _valid3 = _errs31 === errors;
valid9 = _valid3;
}
if(!valid9){
const err21 = {instancePath:instancePath+"/chatIds/" + i0,schemaPath:"#/properties/chatIds/items/if",keyword:"if",params:{failingKeyword: "else"},message:"must match \"else\" schema",schema:schema78.properties.chatIds.items.if,parentSchema:schema78.properties.chatIds.items,data:data4};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
if((typeof data4 == "number") && (isFinite(data4))){
if(data4 > 9007199254740991 || isNaN(data4)){
const err22 = {instancePath:instancePath+"/chatIds/" + i0,schemaPath:"#/properties/chatIds/items/maximum",keyword:"maximum",params:{comparison: "<=", limit: 9007199254740991},message:"must be <= 9007199254740991",schema:9007199254740991,parentSchema:schema78.properties.chatIds.items,data:data4};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
if(data4 < 1 || isNaN(data4)){
const err23 = {instancePath:instancePath+"/chatIds/" + i0,schemaPath:"#/properties/chatIds/items/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema78.properties.chatIds.items,data:data4};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
}
}
}
else {
const err24 = {instancePath:instancePath+"/chatIds",schemaPath:"#/properties/chatIds/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema78.properties.chatIds.type,parentSchema:schema78.properties.chatIds,data:data3};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
}
}
else {
const err25 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema78.type,parentSchema:schema78,data};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
validate42.errors = vErrors;
return errors === 0;
}
validate42.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema84 = {"type":"object","additionalProperties":false,"properties":{"mediaType":{"type":"string","if":{"$ref":"#/$defs/cellText"},"else":{"enum":["all","photo","gif","video","audio"]}}}};

function validate44(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate44.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!(key0 === "mediaType")){
const err0 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema84,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
if(data.mediaType !== undefined){
let data0 = data.mediaType;
if(typeof data0 !== "string"){
const err1 = {instancePath:instancePath+"/mediaType",schemaPath:"#/properties/mediaType/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema84.properties.mediaType.type,parentSchema:schema84.properties.mediaType,data:data0};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
const _errs4 = errors;
let valid1 = true;
const _errs5 = errors;
const _errs6 = errors;
if(errors === _errs6){
if(typeof data0 === "string"){
if(!pattern32.test(data0)){
const err2 = {};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
else {
const err3 = {};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
var _valid0 = _errs5 === errors;
errors = _errs4;
if(vErrors !== null){
if(_errs4){
vErrors.length = _errs4;
}
else {
vErrors = null;
}
}
if(!_valid0){
const _errs8 = errors;
if(!(((((data0 === "all") || (data0 === "photo")) || (data0 === "gif")) || (data0 === "video")) || (data0 === "audio"))){
const err4 = {instancePath:instancePath+"/mediaType",schemaPath:"#/properties/mediaType/else/enum",keyword:"enum",params:{allowedValues: schema84.properties.mediaType.else.enum},message:"must be equal to one of the allowed values",schema:schema84.properties.mediaType.else.enum,parentSchema:schema84.properties.mediaType.else,data:data0};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
var _valid0 = _errs8 === errors;
valid1 = _valid0;
}
if(!valid1){
const err5 = {instancePath:instancePath+"/mediaType",schemaPath:"#/properties/mediaType/if",keyword:"if",params:{failingKeyword: "else"},message:"must match \"else\" schema",schema:schema84.properties.mediaType.if,parentSchema:schema84.properties.mediaType,data:data0};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
}
else {
const err6 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema84.type,parentSchema:schema84,data};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
validate44.errors = vErrors;
return errors === 0;
}
validate44.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema87 = {"type":"object","additionalProperties":false,"properties":{"type":{"type":"string","if":{"$ref":"#/$defs/cellText"},"else":{"enum":["all","active","expired","latest"]}}}};

function validate46(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate46.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!(key0 === "type")){
const err0 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema87,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
if(data.type !== undefined){
let data0 = data.type;
if(typeof data0 !== "string"){
const err1 = {instancePath:instancePath+"/type",schemaPath:"#/properties/type/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema87.properties.type.type,parentSchema:schema87.properties.type,data:data0};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
const _errs4 = errors;
let valid1 = true;
const _errs5 = errors;
const _errs6 = errors;
if(errors === _errs6){
if(typeof data0 === "string"){
if(!pattern32.test(data0)){
const err2 = {};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
else {
const err3 = {};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
var _valid0 = _errs5 === errors;
errors = _errs4;
if(vErrors !== null){
if(_errs4){
vErrors.length = _errs4;
}
else {
vErrors = null;
}
}
if(!_valid0){
const _errs8 = errors;
if(!((((data0 === "all") || (data0 === "active")) || (data0 === "expired")) || (data0 === "latest"))){
const err4 = {instancePath:instancePath+"/type",schemaPath:"#/properties/type/else/enum",keyword:"enum",params:{allowedValues: schema87.properties.type.else.enum},message:"must be equal to one of the allowed values",schema:schema87.properties.type.else.enum,parentSchema:schema87.properties.type.else,data:data0};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
var _valid0 = _errs8 === errors;
valid1 = _valid0;
}
if(!valid1){
const err5 = {instancePath:instancePath+"/type",schemaPath:"#/properties/type/if",keyword:"if",params:{failingKeyword: "else"},message:"must match \"else\" schema",schema:schema87.properties.type.if,parentSchema:schema87.properties.type,data:data0};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
}
else {
const err6 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema87.type,parentSchema:schema87,data};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
validate46.errors = vErrors;
return errors === 0;
}
validate46.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema90 = {"type":"object","additionalProperties":false,"properties":{"type":{"type":"string","if":{"$ref":"#/$defs/cellText"},"else":{"enum":["all","active","expired"]}}}};

function validate48(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate48.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!(key0 === "type")){
const err0 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema90,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
if(data.type !== undefined){
let data0 = data.type;
if(typeof data0 !== "string"){
const err1 = {instancePath:instancePath+"/type",schemaPath:"#/properties/type/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema90.properties.type.type,parentSchema:schema90.properties.type,data:data0};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
const _errs4 = errors;
let valid1 = true;
const _errs5 = errors;
const _errs6 = errors;
if(errors === _errs6){
if(typeof data0 === "string"){
if(!pattern32.test(data0)){
const err2 = {};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
else {
const err3 = {};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
var _valid0 = _errs5 === errors;
errors = _errs4;
if(vErrors !== null){
if(_errs4){
vErrors.length = _errs4;
}
else {
vErrors = null;
}
}
if(!_valid0){
const _errs8 = errors;
if(!(((data0 === "all") || (data0 === "active")) || (data0 === "expired"))){
const err4 = {instancePath:instancePath+"/type",schemaPath:"#/properties/type/else/enum",keyword:"enum",params:{allowedValues: schema90.properties.type.else.enum},message:"must be equal to one of the allowed values",schema:schema90.properties.type.else.enum,parentSchema:schema90.properties.type.else,data:data0};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
var _valid0 = _errs8 === errors;
valid1 = _valid0;
}
if(!valid1){
const err5 = {instancePath:instancePath+"/type",schemaPath:"#/properties/type/if",keyword:"if",params:{failingKeyword: "else"},message:"must match \"else\" schema",schema:schema90.properties.type.if,parentSchema:schema90.properties.type,data:data0};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
}
else {
const err6 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema90.type,parentSchema:schema90,data};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
validate48.errors = vErrors;
return errors === 0;
}
validate48.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema92 = {"type":"object","additionalProperties":false,"properties":{"query":{"$ref":"#/$defs/text"},"gender":{"type":"string","if":{"$ref":"#/$defs/cellText"},"else":{"enum":["male","female","trans","couple"]}},"minSubscribePrice":{"if":{"$ref":"#/$defs/cellText"},"else":{"type":"number","minimum":0}},"maxSubscribePrice":{"if":{"$ref":"#/$defs/cellText"},"else":{"type":"number","minimum":0}},"location":{"$ref":"#/$defs/text"},"minPostsCount":{"if":{"$ref":"#/$defs/cellText"},"else":{"type":"integer","minimum":0}},"minPhotosCount":{"if":{"$ref":"#/$defs/cellText"},"else":{"type":"integer","minimum":0}},"minVideosCount":{"if":{"$ref":"#/$defs/cellText"},"else":{"type":"integer","minimum":0}},"minSubscribersCount":{"if":{"$ref":"#/$defs/cellText"},"else":{"type":"integer","minimum":0}},"maxSubscribersCount":{"if":{"$ref":"#/$defs/cellText"},"else":{"type":"integer","minimum":0}},"minJoinDate":{"if":{"$ref":"#/$defs/cellText"},"else":{"$ref":"#/$defs/moment"}},"minLastSeenAt":{"if":{"$ref":"#/$defs/cellText"},"else":{"$ref":"#/$defs/moment"}},"createdAtFrom":{"if":{"$ref":"#/$defs/cellText"},"else":{"$ref":"#/$defs/moment"}},"createdAtTo":{"if":{"$ref":"#/$defs/cellText"},"else":{"$ref":"#/$defs/moment"}},"instagram":{"type":["string","boolean"],"pattern":"\\S"},"twitter":{"type":["string","boolean"],"pattern":"\\S"},"tiktok":{"type":["string","boolean"],"pattern":"\\S"},"maxResults":{"if":{"$ref":"#/$defs/cellText"},"else":{"type":"integer","minimum":1}}}};
const schema104 = {"type":"string","pattern":"^(?:\\d{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\\d|30)|02-(?:0[1-9]|1\\d|2[0-8]))|(?:\\d\\d(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)-02-29)(?:T(?:[01]\\d|2[0-3]):[0-5]\\d(?::[0-5]\\d)?(?:Z|[+-](?:[01]\\d|2[0-3]):[0-5]\\d))?$"};
const pattern62 = new RegExp("^(?:\\d{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\\d|30)|02-(?:0[1-9]|1\\d|2[0-8]))|(?:\\d\\d(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)-02-29)(?:T(?:[01]\\d|2[0-3]):[0-5]\\d(?::[0-5]\\d)?(?:Z|[+-](?:[01]\\d|2[0-3]):[0-5]\\d))?$", "u");

function validate50(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate50.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!(func1.call(schema92.properties, key0))){
const err0 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema92,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
if(data.query !== undefined){
let data0 = data.query;
if(typeof data0 === "string"){
if(!pattern7.test(data0)){
const err1 = {instancePath:instancePath+"/query",schemaPath:"#/$defs/text/pattern",keyword:"pattern",params:{pattern: "\\S"},message:"must match pattern \""+"\\S"+"\"",schema:"\\S",parentSchema:schema35,data:data0};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
else {
const err2 = {instancePath:instancePath+"/query",schemaPath:"#/$defs/text/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema35.type,parentSchema:schema35,data:data0};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
if(data.gender !== undefined){
let data1 = data.gender;
if(typeof data1 !== "string"){
const err3 = {instancePath:instancePath+"/gender",schemaPath:"#/properties/gender/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema92.properties.gender.type,parentSchema:schema92.properties.gender,data:data1};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
const _errs7 = errors;
let valid2 = true;
const _errs8 = errors;
const _errs9 = errors;
if(errors === _errs9){
if(typeof data1 === "string"){
if(!pattern32.test(data1)){
const err4 = {};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
else {
const err5 = {};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
var _valid0 = _errs8 === errors;
errors = _errs7;
if(vErrors !== null){
if(_errs7){
vErrors.length = _errs7;
}
else {
vErrors = null;
}
}
if(!_valid0){
const _errs11 = errors;
if(!((((data1 === "male") || (data1 === "female")) || (data1 === "trans")) || (data1 === "couple"))){
const err6 = {instancePath:instancePath+"/gender",schemaPath:"#/properties/gender/else/enum",keyword:"enum",params:{allowedValues: schema92.properties.gender.else.enum},message:"must be equal to one of the allowed values",schema:schema92.properties.gender.else.enum,parentSchema:schema92.properties.gender.else,data:data1};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
var _valid0 = _errs11 === errors;
valid2 = _valid0;
}
if(!valid2){
const err7 = {instancePath:instancePath+"/gender",schemaPath:"#/properties/gender/if",keyword:"if",params:{failingKeyword: "else"},message:"must match \"else\" schema",schema:schema92.properties.gender.if,parentSchema:schema92.properties.gender,data:data1};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
if(data.minSubscribePrice !== undefined){
let data2 = data.minSubscribePrice;
const _errs13 = errors;
let valid4 = true;
const _errs14 = errors;
const _errs15 = errors;
if(errors === _errs15){
if(typeof data2 === "string"){
if(!pattern32.test(data2)){
const err8 = {};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
else {
const err9 = {};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
var _valid1 = _errs14 === errors;
errors = _errs13;
if(vErrors !== null){
if(_errs13){
vErrors.length = _errs13;
}
else {
vErrors = null;
}
}
if(!_valid1){
const _errs17 = errors;
if((typeof data2 == "number") && (isFinite(data2))){
if(data2 < 0 || isNaN(data2)){
const err10 = {instancePath:instancePath+"/minSubscribePrice",schemaPath:"#/properties/minSubscribePrice/else/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema92.properties.minSubscribePrice.else,data:data2};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
else {
const err11 = {instancePath:instancePath+"/minSubscribePrice",schemaPath:"#/properties/minSubscribePrice/else/type",keyword:"type",params:{type: "number"},message:"must be number",schema:schema92.properties.minSubscribePrice.else.type,parentSchema:schema92.properties.minSubscribePrice.else,data:data2};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
var _valid1 = _errs17 === errors;
valid4 = _valid1;
}
if(!valid4){
const err12 = {instancePath:instancePath+"/minSubscribePrice",schemaPath:"#/properties/minSubscribePrice/if",keyword:"if",params:{failingKeyword: "else"},message:"must match \"else\" schema",schema:schema92.properties.minSubscribePrice.if,parentSchema:schema92.properties.minSubscribePrice,data:data2};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
if(data.maxSubscribePrice !== undefined){
let data3 = data.maxSubscribePrice;
const _errs20 = errors;
let valid6 = true;
const _errs21 = errors;
const _errs22 = errors;
if(errors === _errs22){
if(typeof data3 === "string"){
if(!pattern32.test(data3)){
const err13 = {};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
else {
const err14 = {};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
var _valid2 = _errs21 === errors;
errors = _errs20;
if(vErrors !== null){
if(_errs20){
vErrors.length = _errs20;
}
else {
vErrors = null;
}
}
if(!_valid2){
const _errs24 = errors;
if((typeof data3 == "number") && (isFinite(data3))){
if(data3 < 0 || isNaN(data3)){
const err15 = {instancePath:instancePath+"/maxSubscribePrice",schemaPath:"#/properties/maxSubscribePrice/else/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema92.properties.maxSubscribePrice.else,data:data3};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
else {
const err16 = {instancePath:instancePath+"/maxSubscribePrice",schemaPath:"#/properties/maxSubscribePrice/else/type",keyword:"type",params:{type: "number"},message:"must be number",schema:schema92.properties.maxSubscribePrice.else.type,parentSchema:schema92.properties.maxSubscribePrice.else,data:data3};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
var _valid2 = _errs24 === errors;
valid6 = _valid2;
}
if(!valid6){
const err17 = {instancePath:instancePath+"/maxSubscribePrice",schemaPath:"#/properties/maxSubscribePrice/if",keyword:"if",params:{failingKeyword: "else"},message:"must match \"else\" schema",schema:schema92.properties.maxSubscribePrice.if,parentSchema:schema92.properties.maxSubscribePrice,data:data3};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
if(data.location !== undefined){
let data4 = data.location;
if(typeof data4 === "string"){
if(!pattern7.test(data4)){
const err18 = {instancePath:instancePath+"/location",schemaPath:"#/$defs/text/pattern",keyword:"pattern",params:{pattern: "\\S"},message:"must match pattern \""+"\\S"+"\"",schema:"\\S",parentSchema:schema35,data:data4};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
else {
const err19 = {instancePath:instancePath+"/location",schemaPath:"#/$defs/text/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema35.type,parentSchema:schema35,data:data4};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
if(data.minPostsCount !== undefined){
let data5 = data.minPostsCount;
const _errs30 = errors;
let valid9 = true;
const _errs31 = errors;
const _errs32 = errors;
if(errors === _errs32){
if(typeof data5 === "string"){
if(!pattern32.test(data5)){
const err20 = {};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
else {
const err21 = {};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
}
var _valid3 = _errs31 === errors;
errors = _errs30;
if(vErrors !== null){
if(_errs30){
vErrors.length = _errs30;
}
else {
vErrors = null;
}
}
if(!_valid3){
const _errs34 = errors;
if(!(((typeof data5 == "number") && (!(data5 % 1) && !isNaN(data5))) && (isFinite(data5)))){
const err22 = {instancePath:instancePath+"/minPostsCount",schemaPath:"#/properties/minPostsCount/else/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema92.properties.minPostsCount.else.type,parentSchema:schema92.properties.minPostsCount.else,data:data5};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
if((typeof data5 == "number") && (isFinite(data5))){
if(data5 < 0 || isNaN(data5)){
const err23 = {instancePath:instancePath+"/minPostsCount",schemaPath:"#/properties/minPostsCount/else/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema92.properties.minPostsCount.else,data:data5};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
}
var _valid3 = _errs34 === errors;
valid9 = _valid3;
}
if(!valid9){
const err24 = {instancePath:instancePath+"/minPostsCount",schemaPath:"#/properties/minPostsCount/if",keyword:"if",params:{failingKeyword: "else"},message:"must match \"else\" schema",schema:schema92.properties.minPostsCount.if,parentSchema:schema92.properties.minPostsCount,data:data5};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
}
if(data.minPhotosCount !== undefined){
let data6 = data.minPhotosCount;
const _errs37 = errors;
let valid11 = true;
const _errs38 = errors;
const _errs39 = errors;
if(errors === _errs39){
if(typeof data6 === "string"){
if(!pattern32.test(data6)){
const err25 = {};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
}
else {
const err26 = {};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
}
var _valid4 = _errs38 === errors;
errors = _errs37;
if(vErrors !== null){
if(_errs37){
vErrors.length = _errs37;
}
else {
vErrors = null;
}
}
if(!_valid4){
const _errs41 = errors;
if(!(((typeof data6 == "number") && (!(data6 % 1) && !isNaN(data6))) && (isFinite(data6)))){
const err27 = {instancePath:instancePath+"/minPhotosCount",schemaPath:"#/properties/minPhotosCount/else/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema92.properties.minPhotosCount.else.type,parentSchema:schema92.properties.minPhotosCount.else,data:data6};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
if((typeof data6 == "number") && (isFinite(data6))){
if(data6 < 0 || isNaN(data6)){
const err28 = {instancePath:instancePath+"/minPhotosCount",schemaPath:"#/properties/minPhotosCount/else/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema92.properties.minPhotosCount.else,data:data6};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
}
var _valid4 = _errs41 === errors;
valid11 = _valid4;
}
if(!valid11){
const err29 = {instancePath:instancePath+"/minPhotosCount",schemaPath:"#/properties/minPhotosCount/if",keyword:"if",params:{failingKeyword: "else"},message:"must match \"else\" schema",schema:schema92.properties.minPhotosCount.if,parentSchema:schema92.properties.minPhotosCount,data:data6};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
}
if(data.minVideosCount !== undefined){
let data7 = data.minVideosCount;
const _errs44 = errors;
let valid13 = true;
const _errs45 = errors;
const _errs46 = errors;
if(errors === _errs46){
if(typeof data7 === "string"){
if(!pattern32.test(data7)){
const err30 = {};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
}
else {
const err31 = {};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
}
var _valid5 = _errs45 === errors;
errors = _errs44;
if(vErrors !== null){
if(_errs44){
vErrors.length = _errs44;
}
else {
vErrors = null;
}
}
if(!_valid5){
const _errs48 = errors;
if(!(((typeof data7 == "number") && (!(data7 % 1) && !isNaN(data7))) && (isFinite(data7)))){
const err32 = {instancePath:instancePath+"/minVideosCount",schemaPath:"#/properties/minVideosCount/else/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema92.properties.minVideosCount.else.type,parentSchema:schema92.properties.minVideosCount.else,data:data7};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
if((typeof data7 == "number") && (isFinite(data7))){
if(data7 < 0 || isNaN(data7)){
const err33 = {instancePath:instancePath+"/minVideosCount",schemaPath:"#/properties/minVideosCount/else/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema92.properties.minVideosCount.else,data:data7};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
}
var _valid5 = _errs48 === errors;
valid13 = _valid5;
}
if(!valid13){
const err34 = {instancePath:instancePath+"/minVideosCount",schemaPath:"#/properties/minVideosCount/if",keyword:"if",params:{failingKeyword: "else"},message:"must match \"else\" schema",schema:schema92.properties.minVideosCount.if,parentSchema:schema92.properties.minVideosCount,data:data7};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
}
}
if(data.minSubscribersCount !== undefined){
let data8 = data.minSubscribersCount;
const _errs51 = errors;
let valid15 = true;
const _errs52 = errors;
const _errs53 = errors;
if(errors === _errs53){
if(typeof data8 === "string"){
if(!pattern32.test(data8)){
const err35 = {};
if(vErrors === null){
vErrors = [err35];
}
else {
vErrors.push(err35);
}
errors++;
}
}
else {
const err36 = {};
if(vErrors === null){
vErrors = [err36];
}
else {
vErrors.push(err36);
}
errors++;
}
}
var _valid6 = _errs52 === errors;
errors = _errs51;
if(vErrors !== null){
if(_errs51){
vErrors.length = _errs51;
}
else {
vErrors = null;
}
}
if(!_valid6){
const _errs55 = errors;
if(!(((typeof data8 == "number") && (!(data8 % 1) && !isNaN(data8))) && (isFinite(data8)))){
const err37 = {instancePath:instancePath+"/minSubscribersCount",schemaPath:"#/properties/minSubscribersCount/else/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema92.properties.minSubscribersCount.else.type,parentSchema:schema92.properties.minSubscribersCount.else,data:data8};
if(vErrors === null){
vErrors = [err37];
}
else {
vErrors.push(err37);
}
errors++;
}
if((typeof data8 == "number") && (isFinite(data8))){
if(data8 < 0 || isNaN(data8)){
const err38 = {instancePath:instancePath+"/minSubscribersCount",schemaPath:"#/properties/minSubscribersCount/else/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema92.properties.minSubscribersCount.else,data:data8};
if(vErrors === null){
vErrors = [err38];
}
else {
vErrors.push(err38);
}
errors++;
}
}
var _valid6 = _errs55 === errors;
valid15 = _valid6;
}
if(!valid15){
const err39 = {instancePath:instancePath+"/minSubscribersCount",schemaPath:"#/properties/minSubscribersCount/if",keyword:"if",params:{failingKeyword: "else"},message:"must match \"else\" schema",schema:schema92.properties.minSubscribersCount.if,parentSchema:schema92.properties.minSubscribersCount,data:data8};
if(vErrors === null){
vErrors = [err39];
}
else {
vErrors.push(err39);
}
errors++;
}
}
if(data.maxSubscribersCount !== undefined){
let data9 = data.maxSubscribersCount;
const _errs58 = errors;
let valid17 = true;
const _errs59 = errors;
const _errs60 = errors;
if(errors === _errs60){
if(typeof data9 === "string"){
if(!pattern32.test(data9)){
const err40 = {};
if(vErrors === null){
vErrors = [err40];
}
else {
vErrors.push(err40);
}
errors++;
}
}
else {
const err41 = {};
if(vErrors === null){
vErrors = [err41];
}
else {
vErrors.push(err41);
}
errors++;
}
}
var _valid7 = _errs59 === errors;
errors = _errs58;
if(vErrors !== null){
if(_errs58){
vErrors.length = _errs58;
}
else {
vErrors = null;
}
}
if(!_valid7){
const _errs62 = errors;
if(!(((typeof data9 == "number") && (!(data9 % 1) && !isNaN(data9))) && (isFinite(data9)))){
const err42 = {instancePath:instancePath+"/maxSubscribersCount",schemaPath:"#/properties/maxSubscribersCount/else/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema92.properties.maxSubscribersCount.else.type,parentSchema:schema92.properties.maxSubscribersCount.else,data:data9};
if(vErrors === null){
vErrors = [err42];
}
else {
vErrors.push(err42);
}
errors++;
}
if((typeof data9 == "number") && (isFinite(data9))){
if(data9 < 0 || isNaN(data9)){
const err43 = {instancePath:instancePath+"/maxSubscribersCount",schemaPath:"#/properties/maxSubscribersCount/else/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema92.properties.maxSubscribersCount.else,data:data9};
if(vErrors === null){
vErrors = [err43];
}
else {
vErrors.push(err43);
}
errors++;
}
}
var _valid7 = _errs62 === errors;
valid17 = _valid7;
}
if(!valid17){
const err44 = {instancePath:instancePath+"/maxSubscribersCount",schemaPath:"#/properties/maxSubscribersCount/if",keyword:"if",params:{failingKeyword: "else"},message:"must match \"else\" schema",schema:schema92.properties.maxSubscribersCount.if,parentSchema:schema92.properties.maxSubscribersCount,data:data9};
if(vErrors === null){
vErrors = [err44];
}
else {
vErrors.push(err44);
}
errors++;
}
}
if(data.minJoinDate !== undefined){
let data10 = data.minJoinDate;
const _errs65 = errors;
let valid19 = true;
const _errs66 = errors;
const _errs67 = errors;
if(errors === _errs67){
if(typeof data10 === "string"){
if(!pattern32.test(data10)){
const err45 = {};
if(vErrors === null){
vErrors = [err45];
}
else {
vErrors.push(err45);
}
errors++;
}
}
else {
const err46 = {};
if(vErrors === null){
vErrors = [err46];
}
else {
vErrors.push(err46);
}
errors++;
}
}
var _valid8 = _errs66 === errors;
errors = _errs65;
if(vErrors !== null){
if(_errs65){
vErrors.length = _errs65;
}
else {
vErrors = null;
}
}
if(!_valid8){
const _errs69 = errors;
if(typeof data10 === "string"){
if(!pattern62.test(data10)){
const err47 = {instancePath:instancePath+"/minJoinDate",schemaPath:"#/$defs/moment/pattern",keyword:"pattern",params:{pattern: "^(?:\\d{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\\d|30)|02-(?:0[1-9]|1\\d|2[0-8]))|(?:\\d\\d(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)-02-29)(?:T(?:[01]\\d|2[0-3]):[0-5]\\d(?::[0-5]\\d)?(?:Z|[+-](?:[01]\\d|2[0-3]):[0-5]\\d))?$"},message:"must match pattern \""+"^(?:\\d{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\\d|30)|02-(?:0[1-9]|1\\d|2[0-8]))|(?:\\d\\d(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)-02-29)(?:T(?:[01]\\d|2[0-3]):[0-5]\\d(?::[0-5]\\d)?(?:Z|[+-](?:[01]\\d|2[0-3]):[0-5]\\d))?$"+"\"",schema:"^(?:\\d{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\\d|30)|02-(?:0[1-9]|1\\d|2[0-8]))|(?:\\d\\d(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)-02-29)(?:T(?:[01]\\d|2[0-3]):[0-5]\\d(?::[0-5]\\d)?(?:Z|[+-](?:[01]\\d|2[0-3]):[0-5]\\d))?$",parentSchema:schema104,data:data10};
if(vErrors === null){
vErrors = [err47];
}
else {
vErrors.push(err47);
}
errors++;
}
}
else {
const err48 = {instancePath:instancePath+"/minJoinDate",schemaPath:"#/$defs/moment/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema104.type,parentSchema:schema104,data:data10};
if(vErrors === null){
vErrors = [err48];
}
else {
vErrors.push(err48);
}
errors++;
}
var _valid8 = _errs69 === errors;
valid19 = _valid8;
}
if(!valid19){
const err49 = {instancePath:instancePath+"/minJoinDate",schemaPath:"#/properties/minJoinDate/if",keyword:"if",params:{failingKeyword: "else"},message:"must match \"else\" schema",schema:schema92.properties.minJoinDate.if,parentSchema:schema92.properties.minJoinDate,data:data10};
if(vErrors === null){
vErrors = [err49];
}
else {
vErrors.push(err49);
}
errors++;
}
}
if(data.minLastSeenAt !== undefined){
let data11 = data.minLastSeenAt;
const _errs73 = errors;
let valid22 = true;
const _errs74 = errors;
const _errs75 = errors;
if(errors === _errs75){
if(typeof data11 === "string"){
if(!pattern32.test(data11)){
const err50 = {};
if(vErrors === null){
vErrors = [err50];
}
else {
vErrors.push(err50);
}
errors++;
}
}
else {
const err51 = {};
if(vErrors === null){
vErrors = [err51];
}
else {
vErrors.push(err51);
}
errors++;
}
}
var _valid9 = _errs74 === errors;
errors = _errs73;
if(vErrors !== null){
if(_errs73){
vErrors.length = _errs73;
}
else {
vErrors = null;
}
}
if(!_valid9){
const _errs77 = errors;
if(typeof data11 === "string"){
if(!pattern62.test(data11)){
const err52 = {instancePath:instancePath+"/minLastSeenAt",schemaPath:"#/$defs/moment/pattern",keyword:"pattern",params:{pattern: "^(?:\\d{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\\d|30)|02-(?:0[1-9]|1\\d|2[0-8]))|(?:\\d\\d(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)-02-29)(?:T(?:[01]\\d|2[0-3]):[0-5]\\d(?::[0-5]\\d)?(?:Z|[+-](?:[01]\\d|2[0-3]):[0-5]\\d))?$"},message:"must match pattern \""+"^(?:\\d{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\\d|30)|02-(?:0[1-9]|1\\d|2[0-8]))|(?:\\d\\d(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)-02-29)(?:T(?:[01]\\d|2[0-3]):[0-5]\\d(?::[0-5]\\d)?(?:Z|[+-](?:[01]\\d|2[0-3]):[0-5]\\d))?$"+"\"",schema:"^(?:\\d{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\\d|30)|02-(?:0[1-9]|1\\d|2[0-8]))|(?:\\d\\d(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)-02-29)(?:T(?:[01]\\d|2[0-3]):[0-5]\\d(?::[0-5]\\d)?(?:Z|[+-](?:[01]\\d|2[0-3]):[0-5]\\d))?$",parentSchema:schema104,data:data11};
if(vErrors === null){
vErrors = [err52];
}
else {
vErrors.push(err52);
}
errors++;
}
}
else {
const err53 = {instancePath:instancePath+"/minLastSeenAt",schemaPath:"#/$defs/moment/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema104.type,parentSchema:schema104,data:data11};
if(vErrors === null){
vErrors = [err53];
}
else {
vErrors.push(err53);
}
errors++;
}
var _valid9 = _errs77 === errors;
valid22 = _valid9;
}
if(!valid22){
const err54 = {instancePath:instancePath+"/minLastSeenAt",schemaPath:"#/properties/minLastSeenAt/if",keyword:"if",params:{failingKeyword: "else"},message:"must match \"else\" schema",schema:schema92.properties.minLastSeenAt.if,parentSchema:schema92.properties.minLastSeenAt,data:data11};
if(vErrors === null){
vErrors = [err54];
}
else {
vErrors.push(err54);
}
errors++;
}
}
if(data.createdAtFrom !== undefined){
let data12 = data.createdAtFrom;
const _errs81 = errors;
let valid25 = true;
const _errs82 = errors;
const _errs83 = errors;
if(errors === _errs83){
if(typeof data12 === "string"){
if(!pattern32.test(data12)){
const err55 = {};
if(vErrors === null){
vErrors = [err55];
}
else {
vErrors.push(err55);
}
errors++;
}
}
else {
const err56 = {};
if(vErrors === null){
vErrors = [err56];
}
else {
vErrors.push(err56);
}
errors++;
}
}
var _valid10 = _errs82 === errors;
errors = _errs81;
if(vErrors !== null){
if(_errs81){
vErrors.length = _errs81;
}
else {
vErrors = null;
}
}
if(!_valid10){
const _errs85 = errors;
if(typeof data12 === "string"){
if(!pattern62.test(data12)){
const err57 = {instancePath:instancePath+"/createdAtFrom",schemaPath:"#/$defs/moment/pattern",keyword:"pattern",params:{pattern: "^(?:\\d{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\\d|30)|02-(?:0[1-9]|1\\d|2[0-8]))|(?:\\d\\d(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)-02-29)(?:T(?:[01]\\d|2[0-3]):[0-5]\\d(?::[0-5]\\d)?(?:Z|[+-](?:[01]\\d|2[0-3]):[0-5]\\d))?$"},message:"must match pattern \""+"^(?:\\d{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\\d|30)|02-(?:0[1-9]|1\\d|2[0-8]))|(?:\\d\\d(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)-02-29)(?:T(?:[01]\\d|2[0-3]):[0-5]\\d(?::[0-5]\\d)?(?:Z|[+-](?:[01]\\d|2[0-3]):[0-5]\\d))?$"+"\"",schema:"^(?:\\d{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\\d|30)|02-(?:0[1-9]|1\\d|2[0-8]))|(?:\\d\\d(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)-02-29)(?:T(?:[01]\\d|2[0-3]):[0-5]\\d(?::[0-5]\\d)?(?:Z|[+-](?:[01]\\d|2[0-3]):[0-5]\\d))?$",parentSchema:schema104,data:data12};
if(vErrors === null){
vErrors = [err57];
}
else {
vErrors.push(err57);
}
errors++;
}
}
else {
const err58 = {instancePath:instancePath+"/createdAtFrom",schemaPath:"#/$defs/moment/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema104.type,parentSchema:schema104,data:data12};
if(vErrors === null){
vErrors = [err58];
}
else {
vErrors.push(err58);
}
errors++;
}
var _valid10 = _errs85 === errors;
valid25 = _valid10;
}
if(!valid25){
const err59 = {instancePath:instancePath+"/createdAtFrom",schemaPath:"#/properties/createdAtFrom/if",keyword:"if",params:{failingKeyword: "else"},message:"must match \"else\" schema",schema:schema92.properties.createdAtFrom.if,parentSchema:schema92.properties.createdAtFrom,data:data12};
if(vErrors === null){
vErrors = [err59];
}
else {
vErrors.push(err59);
}
errors++;
}
}
if(data.createdAtTo !== undefined){
let data13 = data.createdAtTo;
const _errs89 = errors;
let valid28 = true;
const _errs90 = errors;
const _errs91 = errors;
if(errors === _errs91){
if(typeof data13 === "string"){
if(!pattern32.test(data13)){
const err60 = {};
if(vErrors === null){
vErrors = [err60];
}
else {
vErrors.push(err60);
}
errors++;
}
}
else {
const err61 = {};
if(vErrors === null){
vErrors = [err61];
}
else {
vErrors.push(err61);
}
errors++;
}
}
var _valid11 = _errs90 === errors;
errors = _errs89;
if(vErrors !== null){
if(_errs89){
vErrors.length = _errs89;
}
else {
vErrors = null;
}
}
if(!_valid11){
const _errs93 = errors;
if(typeof data13 === "string"){
if(!pattern62.test(data13)){
const err62 = {instancePath:instancePath+"/createdAtTo",schemaPath:"#/$defs/moment/pattern",keyword:"pattern",params:{pattern: "^(?:\\d{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\\d|30)|02-(?:0[1-9]|1\\d|2[0-8]))|(?:\\d\\d(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)-02-29)(?:T(?:[01]\\d|2[0-3]):[0-5]\\d(?::[0-5]\\d)?(?:Z|[+-](?:[01]\\d|2[0-3]):[0-5]\\d))?$"},message:"must match pattern \""+"^(?:\\d{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\\d|30)|02-(?:0[1-9]|1\\d|2[0-8]))|(?:\\d\\d(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)-02-29)(?:T(?:[01]\\d|2[0-3]):[0-5]\\d(?::[0-5]\\d)?(?:Z|[+-](?:[01]\\d|2[0-3]):[0-5]\\d))?$"+"\"",schema:"^(?:\\d{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\\d|30)|02-(?:0[1-9]|1\\d|2[0-8]))|(?:\\d\\d(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)-02-29)(?:T(?:[01]\\d|2[0-3]):[0-5]\\d(?::[0-5]\\d)?(?:Z|[+-](?:[01]\\d|2[0-3]):[0-5]\\d))?$",parentSchema:schema104,data:data13};
if(vErrors === null){
vErrors = [err62];
}
else {
vErrors.push(err62);
}
errors++;
}
}
else {
const err63 = {instancePath:instancePath+"/createdAtTo",schemaPath:"#/$defs/moment/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema104.type,parentSchema:schema104,data:data13};
if(vErrors === null){
vErrors = [err63];
}
else {
vErrors.push(err63);
}
errors++;
}
var _valid11 = _errs93 === errors;
valid28 = _valid11;
}
if(!valid28){
const err64 = {instancePath:instancePath+"/createdAtTo",schemaPath:"#/properties/createdAtTo/if",keyword:"if",params:{failingKeyword: "else"},message:"must match \"else\" schema",schema:schema92.properties.createdAtTo.if,parentSchema:schema92.properties.createdAtTo,data:data13};
if(vErrors === null){
vErrors = [err64];
}
else {
vErrors.push(err64);
}
errors++;
}
}
if(data.instagram !== undefined){
let data14 = data.instagram;
if((typeof data14 !== "string") && (typeof data14 !== "boolean")){
const err65 = {instancePath:instancePath+"/instagram",schemaPath:"#/properties/instagram/type",keyword:"type",params:{type: schema92.properties.instagram.type},message:"must be string,boolean",schema:schema92.properties.instagram.type,parentSchema:schema92.properties.instagram,data:data14};
if(vErrors === null){
vErrors = [err65];
}
else {
vErrors.push(err65);
}
errors++;
}
if(typeof data14 === "string"){
if(!pattern7.test(data14)){
const err66 = {instancePath:instancePath+"/instagram",schemaPath:"#/properties/instagram/pattern",keyword:"pattern",params:{pattern: "\\S"},message:"must match pattern \""+"\\S"+"\"",schema:"\\S",parentSchema:schema92.properties.instagram,data:data14};
if(vErrors === null){
vErrors = [err66];
}
else {
vErrors.push(err66);
}
errors++;
}
}
}
if(data.twitter !== undefined){
let data15 = data.twitter;
if((typeof data15 !== "string") && (typeof data15 !== "boolean")){
const err67 = {instancePath:instancePath+"/twitter",schemaPath:"#/properties/twitter/type",keyword:"type",params:{type: schema92.properties.twitter.type},message:"must be string,boolean",schema:schema92.properties.twitter.type,parentSchema:schema92.properties.twitter,data:data15};
if(vErrors === null){
vErrors = [err67];
}
else {
vErrors.push(err67);
}
errors++;
}
if(typeof data15 === "string"){
if(!pattern7.test(data15)){
const err68 = {instancePath:instancePath+"/twitter",schemaPath:"#/properties/twitter/pattern",keyword:"pattern",params:{pattern: "\\S"},message:"must match pattern \""+"\\S"+"\"",schema:"\\S",parentSchema:schema92.properties.twitter,data:data15};
if(vErrors === null){
vErrors = [err68];
}
else {
vErrors.push(err68);
}
errors++;
}
}
}
if(data.tiktok !== undefined){
let data16 = data.tiktok;
if((typeof data16 !== "string") && (typeof data16 !== "boolean")){
const err69 = {instancePath:instancePath+"/tiktok",schemaPath:"#/properties/tiktok/type",keyword:"type",params:{type: schema92.properties.tiktok.type},message:"must be string,boolean",schema:schema92.properties.tiktok.type,parentSchema:schema92.properties.tiktok,data:data16};
if(vErrors === null){
vErrors = [err69];
}
else {
vErrors.push(err69);
}
errors++;
}
if(typeof data16 === "string"){
if(!pattern7.test(data16)){
const err70 = {instancePath:instancePath+"/tiktok",schemaPath:"#/properties/tiktok/pattern",keyword:"pattern",params:{pattern: "\\S"},message:"must match pattern \""+"\\S"+"\"",schema:"\\S",parentSchema:schema92.properties.tiktok,data:data16};
if(vErrors === null){
vErrors = [err70];
}
else {
vErrors.push(err70);
}
errors++;
}
}
}
if(data.maxResults !== undefined){
let data17 = data.maxResults;
const _errs103 = errors;
let valid31 = true;
const _errs104 = errors;
const _errs105 = errors;
if(errors === _errs105){
if(typeof data17 === "string"){
if(!pattern32.test(data17)){
const err71 = {};
if(vErrors === null){
vErrors = [err71];
}
else {
vErrors.push(err71);
}
errors++;
}
}
else {
const err72 = {};
if(vErrors === null){
vErrors = [err72];
}
else {
vErrors.push(err72);
}
errors++;
}
}
var _valid12 = _errs104 === errors;
errors = _errs103;
if(vErrors !== null){
if(_errs103){
vErrors.length = _errs103;
}
else {
vErrors = null;
}
}
if(!_valid12){
const _errs107 = errors;
if(!(((typeof data17 == "number") && (!(data17 % 1) && !isNaN(data17))) && (isFinite(data17)))){
const err73 = {instancePath:instancePath+"/maxResults",schemaPath:"#/properties/maxResults/else/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema92.properties.maxResults.else.type,parentSchema:schema92.properties.maxResults.else,data:data17};
if(vErrors === null){
vErrors = [err73];
}
else {
vErrors.push(err73);
}
errors++;
}
if((typeof data17 == "number") && (isFinite(data17))){
if(data17 < 1 || isNaN(data17)){
const err74 = {instancePath:instancePath+"/maxResults",schemaPath:"#/properties/maxResults/else/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema92.properties.maxResults.else,data:data17};
if(vErrors === null){
vErrors = [err74];
}
else {
vErrors.push(err74);
}
errors++;
}
}
var _valid12 = _errs107 === errors;
valid31 = _valid12;
}
if(!valid31){
const err75 = {instancePath:instancePath+"/maxResults",schemaPath:"#/properties/maxResults/if",keyword:"if",params:{failingKeyword: "else"},message:"must match \"else\" schema",schema:schema92.properties.maxResults.if,parentSchema:schema92.properties.maxResults,data:data17};
if(vErrors === null){
vErrors = [err75];
}
else {
vErrors.push(err75);
}
errors++;
}
}
}
else {
const err76 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema92.type,parentSchema:schema92,data};
if(vErrors === null){
vErrors = [err76];
}
else {
vErrors.push(err76);
}
errors++;
}
validate50.errors = vErrors;
return errors === 0;
}
validate50.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema112 = {"type":"object","not":{"propertyNames":{"enum":["include","exclude"]}},"propertyNames":{"$ref":"#/$defs/axisName"},"properties":{"account":{"$ref":"#/$defs/accountIds"},"exclude":{"type":"array","minItems":1,"items":{"$ref":"#/$defs/cell"}},"include":{"type":"array","minItems":1,"items":{"$ref":"#/$defs/cell"}}},"additionalProperties":{"$ref":"#/$defs/axis"}};
const schema113 = {"type":"string","pattern":"^(?!(?:export|window|start|end|type|ext|address|fingerprint|as_of|path|rows|bytes|sha256|data_export_id|run_id|hook|incomplete)$)[A-Za-z][A-Za-z0-9_]{0,63}$"};
const pattern74 = new RegExp("^(?!(?:export|window|start|end|type|ext|address|fingerprint|as_of|path|rows|bytes|sha256|data_export_id|run_id|hook|incomplete)$)[A-Za-z][A-Za-z0-9_]{0,63}$", "u");
const schema114 = {"type":"array","minItems":1,"uniqueItems":true,"items":{"type":["string","number","boolean"],"$ref":"#/$defs/axisValue"}};
const schema115 = {"type":["string","number","boolean"],"minimum":-9007199254740991,"maximum":9007199254740991,"pattern":"^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$"};

function validate56(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate56.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(Array.isArray(data)){
if(data.length < 1){
const err0 = {instancePath,schemaPath:"#/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items",schema:1,parentSchema:schema114,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
const len0 = data.length;
for(let i0=0; i0<len0; i0++){
let data0 = data[i0];
if(((typeof data0 !== "string") && (!((typeof data0 == "number") && (isFinite(data0))))) && (typeof data0 !== "boolean")){
const err1 = {instancePath:instancePath+"/" + i0,schemaPath:"#/items/type",keyword:"type",params:{type: schema114.items.type},message:"must be string,number,boolean",schema:schema114.items.type,parentSchema:schema114.items,data:data0};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(((typeof data0 !== "string") && (!((typeof data0 == "number") && (isFinite(data0))))) && (typeof data0 !== "boolean")){
const err2 = {instancePath:instancePath+"/" + i0,schemaPath:"#/$defs/axisValue/type",keyword:"type",params:{type: schema115.type},message:"must be string,number,boolean",schema:schema115.type,parentSchema:schema115,data:data0};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
if((typeof data0 == "number") && (isFinite(data0))){
if(data0 > 9007199254740991 || isNaN(data0)){
const err3 = {instancePath:instancePath+"/" + i0,schemaPath:"#/$defs/axisValue/maximum",keyword:"maximum",params:{comparison: "<=", limit: 9007199254740991},message:"must be <= 9007199254740991",schema:9007199254740991,parentSchema:schema115,data:data0};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
if(data0 < -9007199254740991 || isNaN(data0)){
const err4 = {instancePath:instancePath+"/" + i0,schemaPath:"#/$defs/axisValue/minimum",keyword:"minimum",params:{comparison: ">=", limit: -9007199254740991},message:"must be >= -9007199254740991",schema:-9007199254740991,parentSchema:schema115,data:data0};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
if(typeof data0 === "string"){
if(!pattern13.test(data0)){
const err5 = {instancePath:instancePath+"/" + i0,schemaPath:"#/$defs/axisValue/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$"},message:"must match pattern \""+"^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$"+"\"",schema:"^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$",parentSchema:schema115,data:data0};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
}
let i1 = data.length;
let j0;
if(i1 > 1){
const indices0 = {};
for(;i1--;){
let item0 = data[i1];
if(((typeof item0 !== "string") && (!((typeof item0 == "number") && (isFinite(item0))))) && (typeof item0 !== "boolean")){
continue;
}
if(typeof item0 == "string"){
item0 += "_";
}
if(typeof indices0[item0] == "number"){
j0 = indices0[item0];
const err6 = {instancePath,schemaPath:"#/uniqueItems",keyword:"uniqueItems",params:{i: i1, j: j0},message:"must NOT have duplicate items (items ## "+j0+" and "+i1+" are identical)",schema:true,parentSchema:schema114,data};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
break;
}
indices0[item0] = i1;
}
}
}
else {
const err7 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema114.type,parentSchema:schema114,data};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
validate56.errors = vErrors;
return errors === 0;
}
validate56.evaluated = {"items":true,"dynamicProps":false,"dynamicItems":false};

const schema116 = {"type":"object","minProperties":1,"properties":{"account":{"$ref":"#/$defs/accountRef"}},"additionalProperties":{"$ref":"#/$defs/axisValue"}};

function validate59(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate59.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(Object.keys(data).length < 1){
const err0 = {instancePath,schemaPath:"#/minProperties",keyword:"minProperties",params:{limit: 1},message:"must NOT have fewer than 1 properties",schema:1,parentSchema:schema116,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
for(const key0 in data){
if(!(key0 === "account")){
let data0 = data[key0];
if(((typeof data0 !== "string") && (!((typeof data0 == "number") && (isFinite(data0))))) && (typeof data0 !== "boolean")){
const err1 = {instancePath:instancePath+"/" + key0.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/$defs/axisValue/type",keyword:"type",params:{type: schema115.type},message:"must be string,number,boolean",schema:schema115.type,parentSchema:schema115,data:data0};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if((typeof data0 == "number") && (isFinite(data0))){
if(data0 > 9007199254740991 || isNaN(data0)){
const err2 = {instancePath:instancePath+"/" + key0.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/$defs/axisValue/maximum",keyword:"maximum",params:{comparison: "<=", limit: 9007199254740991},message:"must be <= 9007199254740991",schema:9007199254740991,parentSchema:schema115,data:data0};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
if(data0 < -9007199254740991 || isNaN(data0)){
const err3 = {instancePath:instancePath+"/" + key0.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/$defs/axisValue/minimum",keyword:"minimum",params:{comparison: ">=", limit: -9007199254740991},message:"must be >= -9007199254740991",schema:-9007199254740991,parentSchema:schema115,data:data0};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(typeof data0 === "string"){
if(!pattern13.test(data0)){
const err4 = {instancePath:instancePath+"/" + key0.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/$defs/axisValue/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$"},message:"must match pattern \""+"^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$"+"\"",schema:"^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$",parentSchema:schema115,data:data0};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
}
}
if(data.account !== undefined){
let data1 = data.account;
if(typeof data1 === "string"){
if(!pattern16.test(data1)){
const err5 = {instancePath:instancePath+"/account",schemaPath:"#/$defs/accountRef/pattern",keyword:"pattern",params:{pattern: "^(?!all$)[A-Za-z0-9][A-Za-z0-9_.-]*$"},message:"must match pattern \""+"^(?!all$)[A-Za-z0-9][A-Za-z0-9_.-]*$"+"\"",schema:"^(?!all$)[A-Za-z0-9][A-Za-z0-9_.-]*$",parentSchema:schema41,data:data1};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
else {
const err6 = {instancePath:instancePath+"/account",schemaPath:"#/$defs/accountRef/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema41.type,parentSchema:schema41,data:data1};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
}
else {
const err7 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema116.type,parentSchema:schema116,data};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
validate59.errors = vErrors;
return errors === 0;
}
validate59.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};


function validate55(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate55.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
const _errs1 = errors;
const _errs2 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
const _errs3 = errors;
if(!((key0 === "include") || (key0 === "exclude"))){
const err0 = {};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
var valid1 = _errs3 === errors;
if(!valid1){
const err1 = {};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
break;
}
}
}
var valid0 = _errs2 === errors;
if(valid0){
const err2 = {instancePath,schemaPath:"#/not",keyword:"not",params:{},message:"must NOT be valid",schema:schema112.not,parentSchema:schema112,data};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
else {
errors = _errs1;
if(vErrors !== null){
if(_errs1){
vErrors.length = _errs1;
}
else {
vErrors = null;
}
}
}
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key1 in data){
const _errs4 = errors;
if(typeof key1 === "string"){
if(!pattern74.test(key1)){
const err3 = {instancePath,schemaPath:"#/$defs/axisName/pattern",keyword:"pattern",params:{pattern: "^(?!(?:export|window|start|end|type|ext|address|fingerprint|as_of|path|rows|bytes|sha256|data_export_id|run_id|hook|incomplete)$)[A-Za-z][A-Za-z0-9_]{0,63}$"},message:"must match pattern \""+"^(?!(?:export|window|start|end|type|ext|address|fingerprint|as_of|path|rows|bytes|sha256|data_export_id|run_id|hook|incomplete)$)[A-Za-z][A-Za-z0-9_]{0,63}$"+"\"",schema:"^(?!(?:export|window|start|end|type|ext|address|fingerprint|as_of|path|rows|bytes|sha256|data_export_id|run_id|hook|incomplete)$)[A-Za-z][A-Za-z0-9_]{0,63}$",parentSchema:schema113,data:key1,propertyName:key1};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
else {
const err4 = {instancePath,schemaPath:"#/$defs/axisName/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema113.type,parentSchema:schema113,data:key1,propertyName:key1};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
var valid2 = _errs4 === errors;
if(!valid2){
const err5 = {instancePath,schemaPath:"#/propertyNames",keyword:"propertyNames",params:{propertyName: key1},message:"property name must be valid",schema:schema112.propertyNames,parentSchema:schema112,data};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
for(const key2 in data){
if(!(((key2 === "account") || (key2 === "exclude")) || (key2 === "include"))){
if(!(validate56(data[key2], {instancePath:instancePath+"/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"),parentData:data,parentDataProperty:key2,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate56.errors : vErrors.concat(validate56.errors);
errors = vErrors.length;
}
}
}
if(data.account !== undefined){
if(!(validate23(data.account, {instancePath:instancePath+"/account",parentData:data,parentDataProperty:"account",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate23.errors : vErrors.concat(validate23.errors);
errors = vErrors.length;
}
}
if(data.exclude !== undefined){
let data2 = data.exclude;
if(Array.isArray(data2)){
if(data2.length < 1){
const err6 = {instancePath:instancePath+"/exclude",schemaPath:"#/properties/exclude/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items",schema:1,parentSchema:schema112.properties.exclude,data:data2};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
const len0 = data2.length;
for(let i0=0; i0<len0; i0++){
if(!(validate59(data2[i0], {instancePath:instancePath+"/exclude/" + i0,parentData:data2,parentDataProperty:i0,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate59.errors : vErrors.concat(validate59.errors);
errors = vErrors.length;
}
}
}
else {
const err7 = {instancePath:instancePath+"/exclude",schemaPath:"#/properties/exclude/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema112.properties.exclude.type,parentSchema:schema112.properties.exclude,data:data2};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
if(data.include !== undefined){
let data4 = data.include;
if(Array.isArray(data4)){
if(data4.length < 1){
const err8 = {instancePath:instancePath+"/include",schemaPath:"#/properties/include/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items",schema:1,parentSchema:schema112.properties.include,data:data4};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
const len1 = data4.length;
for(let i1=0; i1<len1; i1++){
if(!(validate59(data4[i1], {instancePath:instancePath+"/include/" + i1,parentData:data4,parentDataProperty:i1,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate59.errors : vErrors.concat(validate59.errors);
errors = vErrors.length;
}
}
}
else {
const err9 = {instancePath:instancePath+"/include",schemaPath:"#/properties/include/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema112.properties.include.type,parentSchema:schema112.properties.include,data:data4};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
}
else {
const err10 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema112.type,parentSchema:schema112,data};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
validate55.errors = vErrors;
return errors === 0;
}
validate55.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema123 = {"type":"object","minProperties":1,"propertyNames":{"$ref":"#/$defs/overridden"},"additionalProperties":{"$ref":"#/$defs/override"}};
const schema124 = {"type":"string","pattern":"^(?!all$)[A-Za-z0-9][A-Za-z0-9_.-]*$"};
const schema125 = {"type":"object","additionalProperties":false,"minProperties":1,"properties":{"start_date":{"$ref":"#/$defs/bound"},"end_date":{"$ref":"#/$defs/bound"},"export_columns":{"type":"array","minItems":1,"uniqueItems":true,"items":{"type":"string","$ref":"#/$defs/text"}},"options":{"type":"object","additionalProperties":{"type":["string","number","boolean","array"],"items":{"type":["string","number"]}}},"max_credits":{"type":"number","minimum":0},"refresh":{"$ref":"#/$defs/refresh"},"settle_after":{"$ref":"#/$defs/period"},"priority":{"type":"integer","minimum":-1000,"maximum":1000},"output":{"type":"string"}}};

function validate64(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate64.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(Object.keys(data).length < 1){
const err0 = {instancePath,schemaPath:"#/minProperties",keyword:"minProperties",params:{limit: 1},message:"must NOT have fewer than 1 properties",schema:1,parentSchema:schema125,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
for(const key0 in data){
if(!(func1.call(schema125.properties, key0))){
const err1 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema125,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data.start_date !== undefined){
let data0 = data.start_date;
if(typeof data0 === "string"){
if(!pattern17.test(data0)){
const err2 = {instancePath:instancePath+"/start_date",schemaPath:"#/$defs/bound/pattern",keyword:"pattern",params:{pattern: "^(?:(?:\\d{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\\d|30)|02-(?:0[1-9]|1\\d|2[0-8]))|(?:\\d\\d(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)-02-29)(?:T(?:[01]\\d|2[0-3]):[0-5]\\d(?::[0-5]\\d)?(?:Z|[+-](?:[01]\\d|2[0-3]):[0-5]\\d))?|(?:today|yesterday|(?:start|end)_of_(?:week|month|quarter|year))(?: *[+-] *\\d{1,4}(?:d|w|mo|q|y))*)$"},message:"must match pattern \""+"^(?:(?:\\d{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\\d|30)|02-(?:0[1-9]|1\\d|2[0-8]))|(?:\\d\\d(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)-02-29)(?:T(?:[01]\\d|2[0-3]):[0-5]\\d(?::[0-5]\\d)?(?:Z|[+-](?:[01]\\d|2[0-3]):[0-5]\\d))?|(?:today|yesterday|(?:start|end)_of_(?:week|month|quarter|year))(?: *[+-] *\\d{1,4}(?:d|w|mo|q|y))*)$"+"\"",schema:"^(?:(?:\\d{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\\d|30)|02-(?:0[1-9]|1\\d|2[0-8]))|(?:\\d\\d(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)-02-29)(?:T(?:[01]\\d|2[0-3]):[0-5]\\d(?::[0-5]\\d)?(?:Z|[+-](?:[01]\\d|2[0-3]):[0-5]\\d))?|(?:today|yesterday|(?:start|end)_of_(?:week|month|quarter|year))(?: *[+-] *\\d{1,4}(?:d|w|mo|q|y))*)$",parentSchema:schema45,data:data0};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
else {
const err3 = {instancePath:instancePath+"/start_date",schemaPath:"#/$defs/bound/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema45.type,parentSchema:schema45,data:data0};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data.end_date !== undefined){
let data1 = data.end_date;
if(typeof data1 === "string"){
if(!pattern17.test(data1)){
const err4 = {instancePath:instancePath+"/end_date",schemaPath:"#/$defs/bound/pattern",keyword:"pattern",params:{pattern: "^(?:(?:\\d{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\\d|30)|02-(?:0[1-9]|1\\d|2[0-8]))|(?:\\d\\d(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)-02-29)(?:T(?:[01]\\d|2[0-3]):[0-5]\\d(?::[0-5]\\d)?(?:Z|[+-](?:[01]\\d|2[0-3]):[0-5]\\d))?|(?:today|yesterday|(?:start|end)_of_(?:week|month|quarter|year))(?: *[+-] *\\d{1,4}(?:d|w|mo|q|y))*)$"},message:"must match pattern \""+"^(?:(?:\\d{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\\d|30)|02-(?:0[1-9]|1\\d|2[0-8]))|(?:\\d\\d(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)-02-29)(?:T(?:[01]\\d|2[0-3]):[0-5]\\d(?::[0-5]\\d)?(?:Z|[+-](?:[01]\\d|2[0-3]):[0-5]\\d))?|(?:today|yesterday|(?:start|end)_of_(?:week|month|quarter|year))(?: *[+-] *\\d{1,4}(?:d|w|mo|q|y))*)$"+"\"",schema:"^(?:(?:\\d{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\\d|30)|02-(?:0[1-9]|1\\d|2[0-8]))|(?:\\d\\d(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)-02-29)(?:T(?:[01]\\d|2[0-3]):[0-5]\\d(?::[0-5]\\d)?(?:Z|[+-](?:[01]\\d|2[0-3]):[0-5]\\d))?|(?:today|yesterday|(?:start|end)_of_(?:week|month|quarter|year))(?: *[+-] *\\d{1,4}(?:d|w|mo|q|y))*)$",parentSchema:schema45,data:data1};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
else {
const err5 = {instancePath:instancePath+"/end_date",schemaPath:"#/$defs/bound/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema45.type,parentSchema:schema45,data:data1};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data.export_columns !== undefined){
let data2 = data.export_columns;
if(Array.isArray(data2)){
if(data2.length < 1){
const err6 = {instancePath:instancePath+"/export_columns",schemaPath:"#/properties/export_columns/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items",schema:1,parentSchema:schema125.properties.export_columns,data:data2};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
const len0 = data2.length;
for(let i0=0; i0<len0; i0++){
let data3 = data2[i0];
if(typeof data3 !== "string"){
const err7 = {instancePath:instancePath+"/export_columns/" + i0,schemaPath:"#/properties/export_columns/items/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema125.properties.export_columns.items.type,parentSchema:schema125.properties.export_columns.items,data:data3};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
if(typeof data3 === "string"){
if(!pattern7.test(data3)){
const err8 = {instancePath:instancePath+"/export_columns/" + i0,schemaPath:"#/$defs/text/pattern",keyword:"pattern",params:{pattern: "\\S"},message:"must match pattern \""+"\\S"+"\"",schema:"\\S",parentSchema:schema35,data:data3};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
else {
const err9 = {instancePath:instancePath+"/export_columns/" + i0,schemaPath:"#/$defs/text/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema35.type,parentSchema:schema35,data:data3};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
let i1 = data2.length;
let j0;
if(i1 > 1){
const indices0 = {};
for(;i1--;){
let item0 = data2[i1];
if(typeof item0 !== "string"){
continue;
}
if(typeof indices0[item0] == "number"){
j0 = indices0[item0];
const err10 = {instancePath:instancePath+"/export_columns",schemaPath:"#/properties/export_columns/uniqueItems",keyword:"uniqueItems",params:{i: i1, j: j0},message:"must NOT have duplicate items (items ## "+j0+" and "+i1+" are identical)",schema:true,parentSchema:schema125.properties.export_columns,data:data2};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
break;
}
indices0[item0] = i1;
}
}
}
else {
const err11 = {instancePath:instancePath+"/export_columns",schemaPath:"#/properties/export_columns/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema125.properties.export_columns.type,parentSchema:schema125.properties.export_columns,data:data2};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
if(data.options !== undefined){
let data4 = data.options;
if(data4 && typeof data4 == "object" && !Array.isArray(data4)){
for(const key1 in data4){
let data5 = data4[key1];
if((((typeof data5 !== "string") && (!((typeof data5 == "number") && (isFinite(data5))))) && (typeof data5 !== "boolean")) && (!(Array.isArray(data5)))){
const err12 = {instancePath:instancePath+"/options/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/options/additionalProperties/type",keyword:"type",params:{type: schema125.properties.options.additionalProperties.type},message:"must be string,number,boolean,array",schema:schema125.properties.options.additionalProperties.type,parentSchema:schema125.properties.options.additionalProperties,data:data5};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
if(Array.isArray(data5)){
const len1 = data5.length;
for(let i2=0; i2<len1; i2++){
let data6 = data5[i2];
if((typeof data6 !== "string") && (!((typeof data6 == "number") && (isFinite(data6))))){
const err13 = {instancePath:instancePath+"/options/" + key1.replace(/~/g, "~0").replace(/\//g, "~1")+"/" + i2,schemaPath:"#/properties/options/additionalProperties/items/type",keyword:"type",params:{type: schema125.properties.options.additionalProperties.items.type},message:"must be string,number",schema:schema125.properties.options.additionalProperties.items.type,parentSchema:schema125.properties.options.additionalProperties.items,data:data6};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
}
}
}
else {
const err14 = {instancePath:instancePath+"/options",schemaPath:"#/properties/options/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema125.properties.options.type,parentSchema:schema125.properties.options,data:data4};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
if(data.max_credits !== undefined){
let data7 = data.max_credits;
if((typeof data7 == "number") && (isFinite(data7))){
if(data7 < 0 || isNaN(data7)){
const err15 = {instancePath:instancePath+"/max_credits",schemaPath:"#/properties/max_credits/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema125.properties.max_credits,data:data7};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
else {
const err16 = {instancePath:instancePath+"/max_credits",schemaPath:"#/properties/max_credits/type",keyword:"type",params:{type: "number"},message:"must be number",schema:schema125.properties.max_credits.type,parentSchema:schema125.properties.max_credits,data:data7};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
if(data.refresh !== undefined){
let data8 = data.refresh;
if(typeof data8 === "string"){
if(!pattern20.test(data8)){
const err17 = {instancePath:instancePath+"/refresh",schemaPath:"#/$defs/refresh/pattern",keyword:"pattern",params:{pattern: "^(?:never|[1-9]\\d{0,3}(?:d|w|mo|q|y))$"},message:"must match pattern \""+"^(?:never|[1-9]\\d{0,3}(?:d|w|mo|q|y))$"+"\"",schema:"^(?:never|[1-9]\\d{0,3}(?:d|w|mo|q|y))$",parentSchema:schema49,data:data8};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
else {
const err18 = {instancePath:instancePath+"/refresh",schemaPath:"#/$defs/refresh/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema49.type,parentSchema:schema49,data:data8};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
if(data.settle_after !== undefined){
let data9 = data.settle_after;
if(typeof data9 === "string"){
if(!pattern21.test(data9)){
const err19 = {instancePath:instancePath+"/settle_after",schemaPath:"#/$defs/period/pattern",keyword:"pattern",params:{pattern: "^[1-9]\\d{0,3}(?:d|w|mo|q|y)$"},message:"must match pattern \""+"^[1-9]\\d{0,3}(?:d|w|mo|q|y)$"+"\"",schema:"^[1-9]\\d{0,3}(?:d|w|mo|q|y)$",parentSchema:schema50,data:data9};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
else {
const err20 = {instancePath:instancePath+"/settle_after",schemaPath:"#/$defs/period/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema50.type,parentSchema:schema50,data:data9};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
if(data.priority !== undefined){
let data10 = data.priority;
if(!(((typeof data10 == "number") && (!(data10 % 1) && !isNaN(data10))) && (isFinite(data10)))){
const err21 = {instancePath:instancePath+"/priority",schemaPath:"#/properties/priority/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema125.properties.priority.type,parentSchema:schema125.properties.priority,data:data10};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
if((typeof data10 == "number") && (isFinite(data10))){
if(data10 > 1000 || isNaN(data10)){
const err22 = {instancePath:instancePath+"/priority",schemaPath:"#/properties/priority/maximum",keyword:"maximum",params:{comparison: "<=", limit: 1000},message:"must be <= 1000",schema:1000,parentSchema:schema125.properties.priority,data:data10};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
if(data10 < -1000 || isNaN(data10)){
const err23 = {instancePath:instancePath+"/priority",schemaPath:"#/properties/priority/minimum",keyword:"minimum",params:{comparison: ">=", limit: -1000},message:"must be >= -1000",schema:-1000,parentSchema:schema125.properties.priority,data:data10};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
}
}
if(data.output !== undefined){
let data11 = data.output;
if(typeof data11 !== "string"){
const err24 = {instancePath:instancePath+"/output",schemaPath:"#/properties/output/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema125.properties.output.type,parentSchema:schema125.properties.output,data:data11};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
}
}
else {
const err25 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema125.type,parentSchema:schema125,data};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
validate64.errors = vErrors;
return errors === 0;
}
validate64.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};


function validate63(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate63.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(Object.keys(data).length < 1){
const err0 = {instancePath,schemaPath:"#/minProperties",keyword:"minProperties",params:{limit: 1},message:"must NOT have fewer than 1 properties",schema:1,parentSchema:schema123,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
for(const key0 in data){
const _errs1 = errors;
if(typeof key0 === "string"){
if(!pattern16.test(key0)){
const err1 = {instancePath,schemaPath:"#/$defs/overridden/pattern",keyword:"pattern",params:{pattern: "^(?!all$)[A-Za-z0-9][A-Za-z0-9_.-]*$"},message:"must match pattern \""+"^(?!all$)[A-Za-z0-9][A-Za-z0-9_.-]*$"+"\"",schema:"^(?!all$)[A-Za-z0-9][A-Za-z0-9_.-]*$",parentSchema:schema124,data:key0,propertyName:key0};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
else {
const err2 = {instancePath,schemaPath:"#/$defs/overridden/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema124.type,parentSchema:schema124,data:key0,propertyName:key0};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
var valid0 = _errs1 === errors;
if(!valid0){
const err3 = {instancePath,schemaPath:"#/propertyNames",keyword:"propertyNames",params:{propertyName: key0},message:"property name must be valid",schema:schema123.propertyNames,parentSchema:schema123,data};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
for(const key1 in data){
if(!(validate64(data[key1], {instancePath:instancePath+"/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"),parentData:data,parentDataProperty:key1,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate64.errors : vErrors.concat(validate64.errors);
errors = vErrors.length;
}
}
}
else {
const err4 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema123.type,parentSchema:schema123,data};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
validate63.errors = vErrors;
return errors === 0;
}
validate63.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};


function validate33(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate33.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
const _errs2 = errors;
let valid1 = true;
const _errs3 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if((data.matrix === undefined) && (missing0 = "matrix")){
const err0 = {};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
var _valid0 = _errs3 === errors;
errors = _errs2;
if(vErrors !== null){
if(_errs2){
vErrors.length = _errs2;
}
else {
vErrors = null;
}
}
let ifClause0;
if(_valid0){
const _errs4 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.output !== undefined){
let data0 = data.output;
if(typeof data0 === "string"){
if(!pattern27.test(data0)){
const err1 = {instancePath:instancePath+"/output",schemaPath:"#/$defs/cellOutput/pattern",keyword:"pattern",params:{pattern: "^(?=.*\\S)(?:[^{}]|\\{[A-Za-z]\\w*\\})+$"},message:"must match pattern \""+"^(?=.*\\S)(?:[^{}]|\\{[A-Za-z]\\w*\\})+$"+"\"",schema:"^(?=.*\\S)(?:[^{}]|\\{[A-Za-z]\\w*\\})+$",parentSchema:schema59,data:data0};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
else {
const err2 = {instancePath:instancePath+"/output",schemaPath:"#/$defs/cellOutput/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema59.type,parentSchema:schema59,data:data0};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
if(data.hooks !== undefined){
if(!(validate34(data.hooks, {instancePath:instancePath+"/hooks",parentData:data,parentDataProperty:"hooks",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate34.errors : vErrors.concat(validate34.errors);
errors = vErrors.length;
}
}
if(data.overrides !== undefined){
let data2 = data.overrides;
if(data2 && typeof data2 == "object" && !Array.isArray(data2)){
for(const key0 in data2){
let data3 = data2[key0];
if(data3 && typeof data3 == "object" && !Array.isArray(data3)){
if(data3.output !== undefined){
let data4 = data3.output;
if(typeof data4 === "string"){
if(!pattern27.test(data4)){
const err3 = {instancePath:instancePath+"/overrides/" + key0.replace(/~/g, "~0").replace(/\//g, "~1")+"/output",schemaPath:"#/$defs/cellOutput/pattern",keyword:"pattern",params:{pattern: "^(?=.*\\S)(?:[^{}]|\\{[A-Za-z]\\w*\\})+$"},message:"must match pattern \""+"^(?=.*\\S)(?:[^{}]|\\{[A-Za-z]\\w*\\})+$"+"\"",schema:"^(?=.*\\S)(?:[^{}]|\\{[A-Za-z]\\w*\\})+$",parentSchema:schema59,data:data4};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
else {
const err4 = {instancePath:instancePath+"/overrides/" + key0.replace(/~/g, "~0").replace(/\//g, "~1")+"/output",schemaPath:"#/$defs/cellOutput/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema59.type,parentSchema:schema59,data:data4};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
}
}
}
}
}
var _valid0 = _errs4 === errors;
valid1 = _valid0;
if(valid1){
var props0 = {};
props0.output = true;
props0.hooks = true;
props0.overrides = true;
}
ifClause0 = "then";
}
else {
const _errs15 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.output !== undefined){
let data5 = data.output;
if(typeof data5 === "string"){
if(!pattern19.test(data5)){
const err5 = {instancePath:instancePath+"/output",schemaPath:"#/$defs/output/pattern",keyword:"pattern",params:{pattern: "^(?=.*\\S)(?:[^{}]|\\{(?:export|account|window|start|end|type|ext|address|fingerprint|as_of)\\})+$"},message:"must match pattern \""+"^(?=.*\\S)(?:[^{}]|\\{(?:export|account|window|start|end|type|ext|address|fingerprint|as_of)\\})+$"+"\"",schema:"^(?=.*\\S)(?:[^{}]|\\{(?:export|account|window|start|end|type|ext|address|fingerprint|as_of)\\})+$",parentSchema:schema48,data:data5};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
else {
const err6 = {instancePath:instancePath+"/output",schemaPath:"#/$defs/output/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema48.type,parentSchema:schema48,data:data5};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
if(data.hooks !== undefined){
if(!(validate29(data.hooks, {instancePath:instancePath+"/hooks",parentData:data,parentDataProperty:"hooks",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate29.errors : vErrors.concat(validate29.errors);
errors = vErrors.length;
}
}
if(data.options !== undefined){
if(!(validate39(data.options, {instancePath:instancePath+"/options",parentData:data,parentDataProperty:"options",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate39.errors : vErrors.concat(validate39.errors);
errors = vErrors.length;
}
}
if(data.overrides !== undefined){
let data8 = data.overrides;
if(data8 && typeof data8 == "object" && !Array.isArray(data8)){
for(const key1 in data8){
let data9 = data8[key1];
if(data9 && typeof data9 == "object" && !Array.isArray(data9)){
if(data9.output !== undefined){
let data10 = data9.output;
if(typeof data10 === "string"){
if(!pattern19.test(data10)){
const err7 = {instancePath:instancePath+"/overrides/" + key1.replace(/~/g, "~0").replace(/\//g, "~1")+"/output",schemaPath:"#/$defs/output/pattern",keyword:"pattern",params:{pattern: "^(?=.*\\S)(?:[^{}]|\\{(?:export|account|window|start|end|type|ext|address|fingerprint|as_of)\\})+$"},message:"must match pattern \""+"^(?=.*\\S)(?:[^{}]|\\{(?:export|account|window|start|end|type|ext|address|fingerprint|as_of)\\})+$"+"\"",schema:"^(?=.*\\S)(?:[^{}]|\\{(?:export|account|window|start|end|type|ext|address|fingerprint|as_of)\\})+$",parentSchema:schema48,data:data10};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
else {
const err8 = {instancePath:instancePath+"/overrides/" + key1.replace(/~/g, "~0").replace(/\//g, "~1")+"/output",schemaPath:"#/$defs/output/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema48.type,parentSchema:schema48,data:data10};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
if(data9.options !== undefined){
if(!(validate39(data9.options, {instancePath:instancePath+"/overrides/" + key1.replace(/~/g, "~0").replace(/\//g, "~1")+"/options",parentData:data9,parentDataProperty:"options",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate39.errors : vErrors.concat(validate39.errors);
errors = vErrors.length;
}
}
}
}
}
}
}
var _valid0 = _errs15 === errors;
valid1 = _valid0;
if(valid1){
if(props0 !== true){
props0 = props0 || {};
props0.output = true;
props0.hooks = true;
props0.options = true;
props0.overrides = true;
}
}
ifClause0 = "else";
}
if(!valid1){
const err9 = {instancePath,schemaPath:"#/allOf/0/if",keyword:"if",params:{failingKeyword: ifClause0},message:"must match \""+ifClause0+"\" schema",schema:schema58.allOf[0].if,parentSchema:schema58.allOf[0],data};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
const _errs29 = errors;
let valid12 = true;
const _errs30 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
let missing1;
if((data.allow_unknown_type === undefined) && (missing1 = "allow_unknown_type")){
const err10 = {};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
else {
if(data.allow_unknown_type !== undefined){
if(true !== data.allow_unknown_type){
const err11 = {};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
}
}
var _valid1 = _errs30 === errors;
errors = _errs29;
if(vErrors !== null){
if(_errs29){
vErrors.length = _errs29;
}
else {
vErrors = null;
}
}
if(!_valid1){
const _errs32 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.type !== undefined){
let data13 = data.type;
if(!((((((((((((data13 === "transactions") || (data13 === "payouts")) || (data13 === "chargebacks")) || (data13 === "chat_messages")) || (data13 === "media_vault")) || (data13 === "trial_links")) || (data13 === "tracking_links")) || (data13 === "smart_links")) || (data13 === "fans")) || (data13 === "followings")) || (data13 === "public_profiles")) || (data13 === "profile_visitors"))){
const err12 = {instancePath:instancePath+"/type",schemaPath:"#/$defs/knownType/enum",keyword:"enum",params:{allowedValues: schema32.enum},message:"must be equal to one of the allowed values",schema:schema32.enum,parentSchema:schema32,data:data13};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
}
var _valid1 = _errs32 === errors;
valid12 = _valid1;
if(valid12){
var props1 = {};
props1.type = true;
props1.allow_unknown_type = true;
}
}
if(!valid12){
const err13 = {instancePath,schemaPath:"#/allOf/1/if",keyword:"if",params:{failingKeyword: "else"},message:"must match \"else\" schema",schema:schema58.allOf[1].if,parentSchema:schema58.allOf[1],data};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
if(props0 !== true && props1 !== undefined){
if(props1 === true){
props0 = true;
}
else {
props0 = props0 || {};
Object.assign(props0, props1);
}
}
const _errs36 = errors;
let valid16 = true;
const _errs37 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
let missing2;
if((data.type === undefined) && (missing2 = "type")){
const err14 = {};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
else {
if(data.type !== undefined){
if("media_vault" !== data.type){
const err15 = {};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
}
}
var _valid2 = _errs37 === errors;
errors = _errs36;
if(vErrors !== null){
if(_errs36){
vErrors.length = _errs36;
}
else {
vErrors = null;
}
}
if(_valid2){
const _errs39 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.file_type !== undefined){
let data15 = data.file_type;
if("zip" !== data15){
const err16 = {instancePath:instancePath+"/file_type",schemaPath:"#/allOf/2/then/properties/file_type/const",keyword:"const",params:{allowedValue: "zip"},message:"must be equal to constant",schema:"zip",parentSchema:schema58.allOf[2].then.properties.file_type,data:data15};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
}
var _valid2 = _errs39 === errors;
valid16 = _valid2;
if(valid16){
var props2 = {};
props2.file_type = true;
props2.type = true;
}
}
if(!valid16){
const err17 = {instancePath,schemaPath:"#/allOf/2/if",keyword:"if",params:{failingKeyword: "then"},message:"must match \"then\" schema",schema:schema58.allOf[2].if,parentSchema:schema58.allOf[2],data};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
if(props0 !== true && props2 !== undefined){
if(props2 === true){
props0 = true;
}
else {
props0 = props0 || {};
Object.assign(props0, props2);
}
}
const _errs42 = errors;
let valid19 = true;
const _errs43 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
let missing3;
if((data.type === undefined) && (missing3 = "type")){
const err18 = {};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
else {
if(data.type !== undefined){
let data16 = data.type;
const _errs45 = errors;
if(!((((((((((((data16 === "transactions") || (data16 === "payouts")) || (data16 === "chargebacks")) || (data16 === "chat_messages")) || (data16 === "media_vault")) || (data16 === "trial_links")) || (data16 === "tracking_links")) || (data16 === "smart_links")) || (data16 === "fans")) || (data16 === "followings")) || (data16 === "public_profiles")) || (data16 === "profile_visitors"))){
const err19 = {};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
var valid21 = _errs45 === errors;
if(valid21){
const _errs46 = errors;
const _errs47 = errors;
if("media_vault" !== data16){
const err20 = {};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
var valid22 = _errs47 === errors;
if(valid22){
const err21 = {};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
else {
errors = _errs46;
if(vErrors !== null){
if(_errs46){
vErrors.length = _errs46;
}
else {
vErrors = null;
}
}
}
}
}
}
}
var _valid3 = _errs43 === errors;
errors = _errs42;
if(vErrors !== null){
if(_errs42){
vErrors.length = _errs42;
}
else {
vErrors = null;
}
}
if(_valid3){
const _errs48 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.file_type !== undefined){
let data17 = data.file_type;
if(!((data17 === "csv") || (data17 === "xlsx"))){
const err22 = {instancePath:instancePath+"/file_type",schemaPath:"#/allOf/3/then/properties/file_type/enum",keyword:"enum",params:{allowedValues: schema58.allOf[3].then.properties.file_type.enum},message:"must be equal to one of the allowed values",schema:schema58.allOf[3].then.properties.file_type.enum,parentSchema:schema58.allOf[3].then.properties.file_type,data:data17};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
}
}
var _valid3 = _errs48 === errors;
valid19 = _valid3;
if(valid19){
var props3 = {};
props3.file_type = true;
props3.type = true;
}
}
if(!valid19){
const err23 = {instancePath,schemaPath:"#/allOf/3/if",keyword:"if",params:{failingKeyword: "then"},message:"must match \"then\" schema",schema:schema58.allOf[3].if,parentSchema:schema58.allOf[3],data};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
if(props0 !== true && props3 !== undefined){
if(props3 === true){
props0 = true;
}
else {
props0 = props0 || {};
Object.assign(props0, props3);
}
}
const _errs51 = errors;
let valid24 = true;
const _errs52 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
let missing4;
if((data.type === undefined) && (missing4 = "type")){
const err24 = {};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
else {
if(data.type !== undefined){
let data18 = data.type;
if(!(((((((data18 === "transactions") || (data18 === "payouts")) || (data18 === "chargebacks")) || (data18 === "trial_links")) || (data18 === "tracking_links")) || (data18 === "smart_links")) || (data18 === "profile_visitors"))){
const err25 = {};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
}
}
}
var _valid4 = _errs52 === errors;
errors = _errs51;
if(vErrors !== null){
if(_errs51){
vErrors.length = _errs51;
}
else {
vErrors = null;
}
}
if(_valid4){
const _errs54 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.options !== undefined){
let data19 = data.options;
if(data19 && typeof data19 == "object" && !Array.isArray(data19)){
for(const key2 in data19){
const err26 = {instancePath:instancePath+"/options",schemaPath:"#/$defs/optionsNone/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key2},message:"must NOT have additional properties",schema:false,parentSchema:schema72,data:data19};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
}
else {
const err27 = {instancePath:instancePath+"/options",schemaPath:"#/$defs/optionsNone/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema72.type,parentSchema:schema72,data:data19};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
}
if(data.overrides !== undefined){
let data20 = data.overrides;
if(data20 && typeof data20 == "object" && !Array.isArray(data20)){
for(const key3 in data20){
let data21 = data20[key3];
if(data21 && typeof data21 == "object" && !Array.isArray(data21)){
if(data21.options !== undefined){
let data22 = data21.options;
if(data22 && typeof data22 == "object" && !Array.isArray(data22)){
for(const key4 in data22){
const err28 = {instancePath:instancePath+"/overrides/" + key3.replace(/~/g, "~0").replace(/\//g, "~1")+"/options",schemaPath:"#/$defs/optionsNone/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key4},message:"must NOT have additional properties",schema:false,parentSchema:schema72,data:data22};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
}
else {
const err29 = {instancePath:instancePath+"/overrides/" + key3.replace(/~/g, "~0").replace(/\//g, "~1")+"/options",schemaPath:"#/$defs/optionsNone/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema72.type,parentSchema:schema72,data:data22};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
}
}
}
}
}
}
var _valid4 = _errs54 === errors;
valid24 = _valid4;
if(valid24){
var props4 = {};
props4.options = true;
props4.overrides = true;
props4.type = true;
}
}
if(!valid24){
const err30 = {instancePath,schemaPath:"#/allOf/4/if",keyword:"if",params:{failingKeyword: "then"},message:"must match \"then\" schema",schema:schema58.allOf[4].if,parentSchema:schema58.allOf[4],data};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
if(props0 !== true && props4 !== undefined){
if(props4 === true){
props0 = true;
}
else {
props0 = props0 || {};
Object.assign(props0, props4);
}
}
const _errs67 = errors;
let valid31 = true;
const _errs68 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
let missing5;
if((data.type === undefined) && (missing5 = "type")){
const err31 = {};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
else {
if(data.type !== undefined){
if("chat_messages" !== data.type){
const err32 = {};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
}
}
}
var _valid5 = _errs68 === errors;
errors = _errs67;
if(vErrors !== null){
if(_errs67){
vErrors.length = _errs67;
}
else {
vErrors = null;
}
}
if(_valid5){
const _errs70 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.options === undefined){
const err33 = {instancePath,schemaPath:"#/allOf/5/then/required",keyword:"required",params:{missingProperty: "options"},message:"must have required property '"+"options"+"'",schema:schema58.allOf[5].then.required,parentSchema:schema58.allOf[5].then,data};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
if(data.options !== undefined){
let data24 = data.options;
if(data24 && typeof data24 == "object" && !Array.isArray(data24)){
if(data24.maxMessages === undefined){
const err34 = {instancePath:instancePath+"/options",schemaPath:"#/allOf/5/then/properties/options/required",keyword:"required",params:{missingProperty: "maxMessages"},message:"must have required property '"+"maxMessages"+"'",schema:schema58.allOf[5].then.properties.options.required,parentSchema:schema58.allOf[5].then.properties.options,data:data24};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
}
for(const key5 in data24){
if(!((((key5 === "maxMessages") || (key5 === "maxChats")) || (key5 === "skipMassMessages")) || (key5 === "chatIds"))){
const err35 = {instancePath:instancePath+"/options",schemaPath:"#/allOf/5/then/properties/options/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key5},message:"must NOT have additional properties",schema:false,parentSchema:schema58.allOf[5].then.properties.options,data:data24};
if(vErrors === null){
vErrors = [err35];
}
else {
vErrors.push(err35);
}
errors++;
}
}
if(data24.maxMessages !== undefined){
let data25 = data24.maxMessages;
const _errs75 = errors;
let valid35 = true;
const _errs76 = errors;
const _errs77 = errors;
if(errors === _errs77){
if(typeof data25 === "string"){
if(!pattern32.test(data25)){
const err36 = {};
if(vErrors === null){
vErrors = [err36];
}
else {
vErrors.push(err36);
}
errors++;
}
}
else {
const err37 = {};
if(vErrors === null){
vErrors = [err37];
}
else {
vErrors.push(err37);
}
errors++;
}
}
var _valid6 = _errs76 === errors;
errors = _errs75;
if(vErrors !== null){
if(_errs75){
vErrors.length = _errs75;
}
else {
vErrors = null;
}
}
if(!_valid6){
const _errs79 = errors;
if(!(((typeof data25 == "number") && (!(data25 % 1) && !isNaN(data25))) && (isFinite(data25)))){
const err38 = {instancePath:instancePath+"/options/maxMessages",schemaPath:"#/allOf/5/then/properties/options/properties/maxMessages/else/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema58.allOf[5].then.properties.options.properties.maxMessages.else.type,parentSchema:schema58.allOf[5].then.properties.options.properties.maxMessages.else,data:data25};
if(vErrors === null){
vErrors = [err38];
}
else {
vErrors.push(err38);
}
errors++;
}
if((typeof data25 == "number") && (isFinite(data25))){
if(data25 > 10000000 || isNaN(data25)){
const err39 = {instancePath:instancePath+"/options/maxMessages",schemaPath:"#/allOf/5/then/properties/options/properties/maxMessages/else/maximum",keyword:"maximum",params:{comparison: "<=", limit: 10000000},message:"must be <= 10000000",schema:10000000,parentSchema:schema58.allOf[5].then.properties.options.properties.maxMessages.else,data:data25};
if(vErrors === null){
vErrors = [err39];
}
else {
vErrors.push(err39);
}
errors++;
}
if(data25 < 1 || isNaN(data25)){
const err40 = {instancePath:instancePath+"/options/maxMessages",schemaPath:"#/allOf/5/then/properties/options/properties/maxMessages/else/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema58.allOf[5].then.properties.options.properties.maxMessages.else,data:data25};
if(vErrors === null){
vErrors = [err40];
}
else {
vErrors.push(err40);
}
errors++;
}
}
var _valid6 = _errs79 === errors;
valid35 = _valid6;
}
if(!valid35){
const err41 = {instancePath:instancePath+"/options/maxMessages",schemaPath:"#/allOf/5/then/properties/options/properties/maxMessages/if",keyword:"if",params:{failingKeyword: "else"},message:"must match \"else\" schema",schema:schema58.allOf[5].then.properties.options.properties.maxMessages.if,parentSchema:schema58.allOf[5].then.properties.options.properties.maxMessages,data:data25};
if(vErrors === null){
vErrors = [err41];
}
else {
vErrors.push(err41);
}
errors++;
}
}
if(data24.maxChats !== undefined){
let data26 = data24.maxChats;
const _errs82 = errors;
let valid37 = true;
const _errs83 = errors;
const _errs84 = errors;
if(errors === _errs84){
if(typeof data26 === "string"){
if(!pattern32.test(data26)){
const err42 = {};
if(vErrors === null){
vErrors = [err42];
}
else {
vErrors.push(err42);
}
errors++;
}
}
else {
const err43 = {};
if(vErrors === null){
vErrors = [err43];
}
else {
vErrors.push(err43);
}
errors++;
}
}
var _valid7 = _errs83 === errors;
errors = _errs82;
if(vErrors !== null){
if(_errs82){
vErrors.length = _errs82;
}
else {
vErrors = null;
}
}
if(!_valid7){
const _errs86 = errors;
if(!(((typeof data26 == "number") && (!(data26 % 1) && !isNaN(data26))) && (isFinite(data26)))){
const err44 = {instancePath:instancePath+"/options/maxChats",schemaPath:"#/allOf/5/then/properties/options/properties/maxChats/else/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema58.allOf[5].then.properties.options.properties.maxChats.else.type,parentSchema:schema58.allOf[5].then.properties.options.properties.maxChats.else,data:data26};
if(vErrors === null){
vErrors = [err44];
}
else {
vErrors.push(err44);
}
errors++;
}
if((typeof data26 == "number") && (isFinite(data26))){
if(data26 < 1 || isNaN(data26)){
const err45 = {instancePath:instancePath+"/options/maxChats",schemaPath:"#/allOf/5/then/properties/options/properties/maxChats/else/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema58.allOf[5].then.properties.options.properties.maxChats.else,data:data26};
if(vErrors === null){
vErrors = [err45];
}
else {
vErrors.push(err45);
}
errors++;
}
}
var _valid7 = _errs86 === errors;
valid37 = _valid7;
}
if(!valid37){
const err46 = {instancePath:instancePath+"/options/maxChats",schemaPath:"#/allOf/5/then/properties/options/properties/maxChats/if",keyword:"if",params:{failingKeyword: "else"},message:"must match \"else\" schema",schema:schema58.allOf[5].then.properties.options.properties.maxChats.if,parentSchema:schema58.allOf[5].then.properties.options.properties.maxChats,data:data26};
if(vErrors === null){
vErrors = [err46];
}
else {
vErrors.push(err46);
}
errors++;
}
}
if(data24.skipMassMessages !== undefined){
let data27 = data24.skipMassMessages;
const _errs89 = errors;
let valid39 = true;
const _errs90 = errors;
const _errs91 = errors;
if(errors === _errs91){
if(typeof data27 === "string"){
if(!pattern32.test(data27)){
const err47 = {};
if(vErrors === null){
vErrors = [err47];
}
else {
vErrors.push(err47);
}
errors++;
}
}
else {
const err48 = {};
if(vErrors === null){
vErrors = [err48];
}
else {
vErrors.push(err48);
}
errors++;
}
}
var _valid8 = _errs90 === errors;
errors = _errs89;
if(vErrors !== null){
if(_errs89){
vErrors.length = _errs89;
}
else {
vErrors = null;
}
}
if(!_valid8){
const _errs93 = errors;
if(typeof data27 !== "boolean"){
const err49 = {instancePath:instancePath+"/options/skipMassMessages",schemaPath:"#/allOf/5/then/properties/options/properties/skipMassMessages/else/type",keyword:"type",params:{type: "boolean"},message:"must be boolean",schema:schema58.allOf[5].then.properties.options.properties.skipMassMessages.else.type,parentSchema:schema58.allOf[5].then.properties.options.properties.skipMassMessages.else,data:data27};
if(vErrors === null){
vErrors = [err49];
}
else {
vErrors.push(err49);
}
errors++;
}
var _valid8 = _errs93 === errors;
valid39 = _valid8;
}
if(!valid39){
const err50 = {instancePath:instancePath+"/options/skipMassMessages",schemaPath:"#/allOf/5/then/properties/options/properties/skipMassMessages/if",keyword:"if",params:{failingKeyword: "else"},message:"must match \"else\" schema",schema:schema58.allOf[5].then.properties.options.properties.skipMassMessages.if,parentSchema:schema58.allOf[5].then.properties.options.properties.skipMassMessages,data:data27};
if(vErrors === null){
vErrors = [err50];
}
else {
vErrors.push(err50);
}
errors++;
}
}
if(data24.chatIds !== undefined){
let data28 = data24.chatIds;
if(Array.isArray(data28)){
if(data28.length < 1){
const err51 = {instancePath:instancePath+"/options/chatIds",schemaPath:"#/allOf/5/then/properties/options/properties/chatIds/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items",schema:1,parentSchema:schema58.allOf[5].then.properties.options.properties.chatIds,data:data28};
if(vErrors === null){
vErrors = [err51];
}
else {
vErrors.push(err51);
}
errors++;
}
const len0 = data28.length;
for(let i0=0; i0<len0; i0++){
let data29 = data28[i0];
if((!(((typeof data29 == "number") && (!(data29 % 1) && !isNaN(data29))) && (isFinite(data29)))) && (typeof data29 !== "string")){
const err52 = {instancePath:instancePath+"/options/chatIds/" + i0,schemaPath:"#/allOf/5/then/properties/options/properties/chatIds/items/type",keyword:"type",params:{type: schema58.allOf[5].then.properties.options.properties.chatIds.items.type},message:"must be integer,string",schema:schema58.allOf[5].then.properties.options.properties.chatIds.items.type,parentSchema:schema58.allOf[5].then.properties.options.properties.chatIds.items,data:data29};
if(vErrors === null){
vErrors = [err52];
}
else {
vErrors.push(err52);
}
errors++;
}
const _errs99 = errors;
let valid43 = true;
const _errs100 = errors;
const _errs101 = errors;
if(errors === _errs101){
if(typeof data29 === "string"){
if(!pattern32.test(data29)){
const err53 = {};
if(vErrors === null){
vErrors = [err53];
}
else {
vErrors.push(err53);
}
errors++;
}
}
else {
const err54 = {};
if(vErrors === null){
vErrors = [err54];
}
else {
vErrors.push(err54);
}
errors++;
}
}
var _valid9 = _errs100 === errors;
errors = _errs99;
if(vErrors !== null){
if(_errs99){
vErrors.length = _errs99;
}
else {
vErrors = null;
}
}
if(!_valid9){
const _errs103 = errors;
if(typeof data29 === "string"){
if(!pattern39.test(data29)){
const err55 = {instancePath:instancePath+"/options/chatIds/" + i0,schemaPath:"#/allOf/5/then/properties/options/properties/chatIds/items/else/pattern",keyword:"pattern",params:{pattern: "^[1-9][0-9]{0,14}$"},message:"must match pattern \""+"^[1-9][0-9]{0,14}$"+"\"",schema:"^[1-9][0-9]{0,14}$",parentSchema:schema58.allOf[5].then.properties.options.properties.chatIds.items.else,data:data29};
if(vErrors === null){
vErrors = [err55];
}
else {
vErrors.push(err55);
}
errors++;
}
}
var _valid9 = _errs103 === errors;
valid43 = _valid9;
}
if(!valid43){
const err56 = {instancePath:instancePath+"/options/chatIds/" + i0,schemaPath:"#/allOf/5/then/properties/options/properties/chatIds/items/if",keyword:"if",params:{failingKeyword: "else"},message:"must match \"else\" schema",schema:schema58.allOf[5].then.properties.options.properties.chatIds.items.if,parentSchema:schema58.allOf[5].then.properties.options.properties.chatIds.items,data:data29};
if(vErrors === null){
vErrors = [err56];
}
else {
vErrors.push(err56);
}
errors++;
}
if((typeof data29 == "number") && (isFinite(data29))){
if(data29 > 9007199254740991 || isNaN(data29)){
const err57 = {instancePath:instancePath+"/options/chatIds/" + i0,schemaPath:"#/allOf/5/then/properties/options/properties/chatIds/items/maximum",keyword:"maximum",params:{comparison: "<=", limit: 9007199254740991},message:"must be <= 9007199254740991",schema:9007199254740991,parentSchema:schema58.allOf[5].then.properties.options.properties.chatIds.items,data:data29};
if(vErrors === null){
vErrors = [err57];
}
else {
vErrors.push(err57);
}
errors++;
}
if(data29 < 1 || isNaN(data29)){
const err58 = {instancePath:instancePath+"/options/chatIds/" + i0,schemaPath:"#/allOf/5/then/properties/options/properties/chatIds/items/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema58.allOf[5].then.properties.options.properties.chatIds.items,data:data29};
if(vErrors === null){
vErrors = [err58];
}
else {
vErrors.push(err58);
}
errors++;
}
}
}
}
else {
const err59 = {instancePath:instancePath+"/options/chatIds",schemaPath:"#/allOf/5/then/properties/options/properties/chatIds/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema58.allOf[5].then.properties.options.properties.chatIds.type,parentSchema:schema58.allOf[5].then.properties.options.properties.chatIds,data:data28};
if(vErrors === null){
vErrors = [err59];
}
else {
vErrors.push(err59);
}
errors++;
}
}
}
else {
const err60 = {instancePath:instancePath+"/options",schemaPath:"#/allOf/5/then/properties/options/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema58.allOf[5].then.properties.options.type,parentSchema:schema58.allOf[5].then.properties.options,data:data24};
if(vErrors === null){
vErrors = [err60];
}
else {
vErrors.push(err60);
}
errors++;
}
}
if(data.overrides !== undefined){
let data30 = data.overrides;
if(data30 && typeof data30 == "object" && !Array.isArray(data30)){
for(const key6 in data30){
let data31 = data30[key6];
if(data31 && typeof data31 == "object" && !Array.isArray(data31)){
if(data31.options !== undefined){
if(!(validate42(data31.options, {instancePath:instancePath+"/overrides/" + key6.replace(/~/g, "~0").replace(/\//g, "~1")+"/options",parentData:data31,parentDataProperty:"options",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate42.errors : vErrors.concat(validate42.errors);
errors = vErrors.length;
}
}
}
}
}
}
}
var _valid5 = _errs70 === errors;
valid31 = _valid5;
if(valid31){
var props5 = {};
props5.options = true;
props5.overrides = true;
props5.type = true;
}
}
if(!valid31){
const err61 = {instancePath,schemaPath:"#/allOf/5/if",keyword:"if",params:{failingKeyword: "then"},message:"must match \"then\" schema",schema:schema58.allOf[5].if,parentSchema:schema58.allOf[5],data};
if(vErrors === null){
vErrors = [err61];
}
else {
vErrors.push(err61);
}
errors++;
}
if(props0 !== true && props5 !== undefined){
if(props5 === true){
props0 = true;
}
else {
props0 = props0 || {};
Object.assign(props0, props5);
}
}
const _errs109 = errors;
let valid47 = true;
const _errs110 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
let missing6;
if((data.type === undefined) && (missing6 = "type")){
const err62 = {};
if(vErrors === null){
vErrors = [err62];
}
else {
vErrors.push(err62);
}
errors++;
}
else {
if(data.type !== undefined){
if("media_vault" !== data.type){
const err63 = {};
if(vErrors === null){
vErrors = [err63];
}
else {
vErrors.push(err63);
}
errors++;
}
}
}
}
var _valid10 = _errs110 === errors;
errors = _errs109;
if(vErrors !== null){
if(_errs109){
vErrors.length = _errs109;
}
else {
vErrors = null;
}
}
if(_valid10){
const _errs112 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.options === undefined){
const err64 = {instancePath,schemaPath:"#/allOf/6/then/required",keyword:"required",params:{missingProperty: "options"},message:"must have required property '"+"options"+"'",schema:schema58.allOf[6].then.required,parentSchema:schema58.allOf[6].then,data};
if(vErrors === null){
vErrors = [err64];
}
else {
vErrors.push(err64);
}
errors++;
}
if(data.options !== undefined){
let data34 = data.options;
if(data34 && typeof data34 == "object" && !Array.isArray(data34)){
if(data34.mediaType === undefined){
const err65 = {instancePath:instancePath+"/options",schemaPath:"#/allOf/6/then/properties/options/required",keyword:"required",params:{missingProperty: "mediaType"},message:"must have required property '"+"mediaType"+"'",schema:schema58.allOf[6].then.properties.options.required,parentSchema:schema58.allOf[6].then.properties.options,data:data34};
if(vErrors === null){
vErrors = [err65];
}
else {
vErrors.push(err65);
}
errors++;
}
for(const key7 in data34){
if(!(key7 === "mediaType")){
const err66 = {instancePath:instancePath+"/options",schemaPath:"#/allOf/6/then/properties/options/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key7},message:"must NOT have additional properties",schema:false,parentSchema:schema58.allOf[6].then.properties.options,data:data34};
if(vErrors === null){
vErrors = [err66];
}
else {
vErrors.push(err66);
}
errors++;
}
}
if(data34.mediaType !== undefined){
let data35 = data34.mediaType;
if(typeof data35 !== "string"){
const err67 = {instancePath:instancePath+"/options/mediaType",schemaPath:"#/allOf/6/then/properties/options/properties/mediaType/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema58.allOf[6].then.properties.options.properties.mediaType.type,parentSchema:schema58.allOf[6].then.properties.options.properties.mediaType,data:data35};
if(vErrors === null){
vErrors = [err67];
}
else {
vErrors.push(err67);
}
errors++;
}
const _errs118 = errors;
let valid51 = true;
const _errs119 = errors;
const _errs120 = errors;
if(errors === _errs120){
if(typeof data35 === "string"){
if(!pattern32.test(data35)){
const err68 = {};
if(vErrors === null){
vErrors = [err68];
}
else {
vErrors.push(err68);
}
errors++;
}
}
else {
const err69 = {};
if(vErrors === null){
vErrors = [err69];
}
else {
vErrors.push(err69);
}
errors++;
}
}
var _valid11 = _errs119 === errors;
errors = _errs118;
if(vErrors !== null){
if(_errs118){
vErrors.length = _errs118;
}
else {
vErrors = null;
}
}
if(!_valid11){
const _errs122 = errors;
if(!(((((data35 === "all") || (data35 === "photo")) || (data35 === "gif")) || (data35 === "video")) || (data35 === "audio"))){
const err70 = {instancePath:instancePath+"/options/mediaType",schemaPath:"#/allOf/6/then/properties/options/properties/mediaType/else/enum",keyword:"enum",params:{allowedValues: schema58.allOf[6].then.properties.options.properties.mediaType.else.enum},message:"must be equal to one of the allowed values",schema:schema58.allOf[6].then.properties.options.properties.mediaType.else.enum,parentSchema:schema58.allOf[6].then.properties.options.properties.mediaType.else,data:data35};
if(vErrors === null){
vErrors = [err70];
}
else {
vErrors.push(err70);
}
errors++;
}
var _valid11 = _errs122 === errors;
valid51 = _valid11;
}
if(!valid51){
const err71 = {instancePath:instancePath+"/options/mediaType",schemaPath:"#/allOf/6/then/properties/options/properties/mediaType/if",keyword:"if",params:{failingKeyword: "else"},message:"must match \"else\" schema",schema:schema58.allOf[6].then.properties.options.properties.mediaType.if,parentSchema:schema58.allOf[6].then.properties.options.properties.mediaType,data:data35};
if(vErrors === null){
vErrors = [err71];
}
else {
vErrors.push(err71);
}
errors++;
}
}
}
else {
const err72 = {instancePath:instancePath+"/options",schemaPath:"#/allOf/6/then/properties/options/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema58.allOf[6].then.properties.options.type,parentSchema:schema58.allOf[6].then.properties.options,data:data34};
if(vErrors === null){
vErrors = [err72];
}
else {
vErrors.push(err72);
}
errors++;
}
}
if(data.overrides !== undefined){
let data36 = data.overrides;
if(data36 && typeof data36 == "object" && !Array.isArray(data36)){
for(const key8 in data36){
let data37 = data36[key8];
if(data37 && typeof data37 == "object" && !Array.isArray(data37)){
if(data37.options !== undefined){
if(!(validate44(data37.options, {instancePath:instancePath+"/overrides/" + key8.replace(/~/g, "~0").replace(/\//g, "~1")+"/options",parentData:data37,parentDataProperty:"options",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate44.errors : vErrors.concat(validate44.errors);
errors = vErrors.length;
}
}
}
}
}
}
}
var _valid10 = _errs112 === errors;
valid47 = _valid10;
if(valid47){
var props6 = {};
props6.options = true;
props6.overrides = true;
props6.type = true;
}
}
if(!valid47){
const err73 = {instancePath,schemaPath:"#/allOf/6/if",keyword:"if",params:{failingKeyword: "then"},message:"must match \"then\" schema",schema:schema58.allOf[6].if,parentSchema:schema58.allOf[6],data};
if(vErrors === null){
vErrors = [err73];
}
else {
vErrors.push(err73);
}
errors++;
}
if(props0 !== true && props6 !== undefined){
if(props6 === true){
props0 = true;
}
else {
props0 = props0 || {};
Object.assign(props0, props6);
}
}
const _errs128 = errors;
let valid55 = true;
const _errs129 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
let missing7;
if((data.type === undefined) && (missing7 = "type")){
const err74 = {};
if(vErrors === null){
vErrors = [err74];
}
else {
vErrors.push(err74);
}
errors++;
}
else {
if(data.type !== undefined){
if("fans" !== data.type){
const err75 = {};
if(vErrors === null){
vErrors = [err75];
}
else {
vErrors.push(err75);
}
errors++;
}
}
}
}
var _valid12 = _errs129 === errors;
errors = _errs128;
if(vErrors !== null){
if(_errs128){
vErrors.length = _errs128;
}
else {
vErrors = null;
}
}
if(_valid12){
const _errs131 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.options === undefined){
const err76 = {instancePath,schemaPath:"#/allOf/7/then/required",keyword:"required",params:{missingProperty: "options"},message:"must have required property '"+"options"+"'",schema:schema58.allOf[7].then.required,parentSchema:schema58.allOf[7].then,data};
if(vErrors === null){
vErrors = [err76];
}
else {
vErrors.push(err76);
}
errors++;
}
if(data.options !== undefined){
let data40 = data.options;
if(data40 && typeof data40 == "object" && !Array.isArray(data40)){
if(data40.type === undefined){
const err77 = {instancePath:instancePath+"/options",schemaPath:"#/allOf/7/then/properties/options/required",keyword:"required",params:{missingProperty: "type"},message:"must have required property '"+"type"+"'",schema:schema58.allOf[7].then.properties.options.required,parentSchema:schema58.allOf[7].then.properties.options,data:data40};
if(vErrors === null){
vErrors = [err77];
}
else {
vErrors.push(err77);
}
errors++;
}
for(const key9 in data40){
if(!(key9 === "type")){
const err78 = {instancePath:instancePath+"/options",schemaPath:"#/allOf/7/then/properties/options/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key9},message:"must NOT have additional properties",schema:false,parentSchema:schema58.allOf[7].then.properties.options,data:data40};
if(vErrors === null){
vErrors = [err78];
}
else {
vErrors.push(err78);
}
errors++;
}
}
if(data40.type !== undefined){
let data41 = data40.type;
if(typeof data41 !== "string"){
const err79 = {instancePath:instancePath+"/options/type",schemaPath:"#/allOf/7/then/properties/options/properties/type/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema58.allOf[7].then.properties.options.properties.type.type,parentSchema:schema58.allOf[7].then.properties.options.properties.type,data:data41};
if(vErrors === null){
vErrors = [err79];
}
else {
vErrors.push(err79);
}
errors++;
}
const _errs137 = errors;
let valid59 = true;
const _errs138 = errors;
const _errs139 = errors;
if(errors === _errs139){
if(typeof data41 === "string"){
if(!pattern32.test(data41)){
const err80 = {};
if(vErrors === null){
vErrors = [err80];
}
else {
vErrors.push(err80);
}
errors++;
}
}
else {
const err81 = {};
if(vErrors === null){
vErrors = [err81];
}
else {
vErrors.push(err81);
}
errors++;
}
}
var _valid13 = _errs138 === errors;
errors = _errs137;
if(vErrors !== null){
if(_errs137){
vErrors.length = _errs137;
}
else {
vErrors = null;
}
}
if(!_valid13){
const _errs141 = errors;
if(!((((data41 === "all") || (data41 === "active")) || (data41 === "expired")) || (data41 === "latest"))){
const err82 = {instancePath:instancePath+"/options/type",schemaPath:"#/allOf/7/then/properties/options/properties/type/else/enum",keyword:"enum",params:{allowedValues: schema58.allOf[7].then.properties.options.properties.type.else.enum},message:"must be equal to one of the allowed values",schema:schema58.allOf[7].then.properties.options.properties.type.else.enum,parentSchema:schema58.allOf[7].then.properties.options.properties.type.else,data:data41};
if(vErrors === null){
vErrors = [err82];
}
else {
vErrors.push(err82);
}
errors++;
}
var _valid13 = _errs141 === errors;
valid59 = _valid13;
}
if(!valid59){
const err83 = {instancePath:instancePath+"/options/type",schemaPath:"#/allOf/7/then/properties/options/properties/type/if",keyword:"if",params:{failingKeyword: "else"},message:"must match \"else\" schema",schema:schema58.allOf[7].then.properties.options.properties.type.if,parentSchema:schema58.allOf[7].then.properties.options.properties.type,data:data41};
if(vErrors === null){
vErrors = [err83];
}
else {
vErrors.push(err83);
}
errors++;
}
}
}
else {
const err84 = {instancePath:instancePath+"/options",schemaPath:"#/allOf/7/then/properties/options/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema58.allOf[7].then.properties.options.type,parentSchema:schema58.allOf[7].then.properties.options,data:data40};
if(vErrors === null){
vErrors = [err84];
}
else {
vErrors.push(err84);
}
errors++;
}
}
if(data.overrides !== undefined){
let data42 = data.overrides;
if(data42 && typeof data42 == "object" && !Array.isArray(data42)){
for(const key10 in data42){
let data43 = data42[key10];
if(data43 && typeof data43 == "object" && !Array.isArray(data43)){
if(data43.options !== undefined){
if(!(validate46(data43.options, {instancePath:instancePath+"/overrides/" + key10.replace(/~/g, "~0").replace(/\//g, "~1")+"/options",parentData:data43,parentDataProperty:"options",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate46.errors : vErrors.concat(validate46.errors);
errors = vErrors.length;
}
}
}
}
}
}
}
var _valid12 = _errs131 === errors;
valid55 = _valid12;
if(valid55){
var props7 = {};
props7.options = true;
props7.overrides = true;
props7.type = true;
}
}
if(!valid55){
const err85 = {instancePath,schemaPath:"#/allOf/7/if",keyword:"if",params:{failingKeyword: "then"},message:"must match \"then\" schema",schema:schema58.allOf[7].if,parentSchema:schema58.allOf[7],data};
if(vErrors === null){
vErrors = [err85];
}
else {
vErrors.push(err85);
}
errors++;
}
if(props0 !== true && props7 !== undefined){
if(props7 === true){
props0 = true;
}
else {
props0 = props0 || {};
Object.assign(props0, props7);
}
}
const _errs147 = errors;
let valid63 = true;
const _errs148 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
let missing8;
if((data.type === undefined) && (missing8 = "type")){
const err86 = {};
if(vErrors === null){
vErrors = [err86];
}
else {
vErrors.push(err86);
}
errors++;
}
else {
if(data.type !== undefined){
if("followings" !== data.type){
const err87 = {};
if(vErrors === null){
vErrors = [err87];
}
else {
vErrors.push(err87);
}
errors++;
}
}
}
}
var _valid14 = _errs148 === errors;
errors = _errs147;
if(vErrors !== null){
if(_errs147){
vErrors.length = _errs147;
}
else {
vErrors = null;
}
}
if(_valid14){
const _errs150 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.options === undefined){
const err88 = {instancePath,schemaPath:"#/allOf/8/then/required",keyword:"required",params:{missingProperty: "options"},message:"must have required property '"+"options"+"'",schema:schema58.allOf[8].then.required,parentSchema:schema58.allOf[8].then,data};
if(vErrors === null){
vErrors = [err88];
}
else {
vErrors.push(err88);
}
errors++;
}
if(data.options !== undefined){
let data46 = data.options;
if(data46 && typeof data46 == "object" && !Array.isArray(data46)){
if(data46.type === undefined){
const err89 = {instancePath:instancePath+"/options",schemaPath:"#/allOf/8/then/properties/options/required",keyword:"required",params:{missingProperty: "type"},message:"must have required property '"+"type"+"'",schema:schema58.allOf[8].then.properties.options.required,parentSchema:schema58.allOf[8].then.properties.options,data:data46};
if(vErrors === null){
vErrors = [err89];
}
else {
vErrors.push(err89);
}
errors++;
}
for(const key11 in data46){
if(!(key11 === "type")){
const err90 = {instancePath:instancePath+"/options",schemaPath:"#/allOf/8/then/properties/options/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key11},message:"must NOT have additional properties",schema:false,parentSchema:schema58.allOf[8].then.properties.options,data:data46};
if(vErrors === null){
vErrors = [err90];
}
else {
vErrors.push(err90);
}
errors++;
}
}
if(data46.type !== undefined){
let data47 = data46.type;
if(typeof data47 !== "string"){
const err91 = {instancePath:instancePath+"/options/type",schemaPath:"#/allOf/8/then/properties/options/properties/type/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema58.allOf[8].then.properties.options.properties.type.type,parentSchema:schema58.allOf[8].then.properties.options.properties.type,data:data47};
if(vErrors === null){
vErrors = [err91];
}
else {
vErrors.push(err91);
}
errors++;
}
const _errs156 = errors;
let valid67 = true;
const _errs157 = errors;
const _errs158 = errors;
if(errors === _errs158){
if(typeof data47 === "string"){
if(!pattern32.test(data47)){
const err92 = {};
if(vErrors === null){
vErrors = [err92];
}
else {
vErrors.push(err92);
}
errors++;
}
}
else {
const err93 = {};
if(vErrors === null){
vErrors = [err93];
}
else {
vErrors.push(err93);
}
errors++;
}
}
var _valid15 = _errs157 === errors;
errors = _errs156;
if(vErrors !== null){
if(_errs156){
vErrors.length = _errs156;
}
else {
vErrors = null;
}
}
if(!_valid15){
const _errs160 = errors;
if(!(((data47 === "all") || (data47 === "active")) || (data47 === "expired"))){
const err94 = {instancePath:instancePath+"/options/type",schemaPath:"#/allOf/8/then/properties/options/properties/type/else/enum",keyword:"enum",params:{allowedValues: schema58.allOf[8].then.properties.options.properties.type.else.enum},message:"must be equal to one of the allowed values",schema:schema58.allOf[8].then.properties.options.properties.type.else.enum,parentSchema:schema58.allOf[8].then.properties.options.properties.type.else,data:data47};
if(vErrors === null){
vErrors = [err94];
}
else {
vErrors.push(err94);
}
errors++;
}
var _valid15 = _errs160 === errors;
valid67 = _valid15;
}
if(!valid67){
const err95 = {instancePath:instancePath+"/options/type",schemaPath:"#/allOf/8/then/properties/options/properties/type/if",keyword:"if",params:{failingKeyword: "else"},message:"must match \"else\" schema",schema:schema58.allOf[8].then.properties.options.properties.type.if,parentSchema:schema58.allOf[8].then.properties.options.properties.type,data:data47};
if(vErrors === null){
vErrors = [err95];
}
else {
vErrors.push(err95);
}
errors++;
}
}
}
else {
const err96 = {instancePath:instancePath+"/options",schemaPath:"#/allOf/8/then/properties/options/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema58.allOf[8].then.properties.options.type,parentSchema:schema58.allOf[8].then.properties.options,data:data46};
if(vErrors === null){
vErrors = [err96];
}
else {
vErrors.push(err96);
}
errors++;
}
}
if(data.overrides !== undefined){
let data48 = data.overrides;
if(data48 && typeof data48 == "object" && !Array.isArray(data48)){
for(const key12 in data48){
let data49 = data48[key12];
if(data49 && typeof data49 == "object" && !Array.isArray(data49)){
if(data49.options !== undefined){
if(!(validate48(data49.options, {instancePath:instancePath+"/overrides/" + key12.replace(/~/g, "~0").replace(/\//g, "~1")+"/options",parentData:data49,parentDataProperty:"options",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate48.errors : vErrors.concat(validate48.errors);
errors = vErrors.length;
}
}
}
}
}
}
}
var _valid14 = _errs150 === errors;
valid63 = _valid14;
if(valid63){
var props8 = {};
props8.options = true;
props8.overrides = true;
props8.type = true;
}
}
if(!valid63){
const err97 = {instancePath,schemaPath:"#/allOf/8/if",keyword:"if",params:{failingKeyword: "then"},message:"must match \"then\" schema",schema:schema58.allOf[8].if,parentSchema:schema58.allOf[8],data};
if(vErrors === null){
vErrors = [err97];
}
else {
vErrors.push(err97);
}
errors++;
}
if(props0 !== true && props8 !== undefined){
if(props8 === true){
props0 = true;
}
else {
props0 = props0 || {};
Object.assign(props0, props8);
}
}
const _errs166 = errors;
let valid71 = true;
const _errs167 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
let missing9;
if((data.type === undefined) && (missing9 = "type")){
const err98 = {};
if(vErrors === null){
vErrors = [err98];
}
else {
vErrors.push(err98);
}
errors++;
}
else {
if(data.type !== undefined){
if("public_profiles" !== data.type){
const err99 = {};
if(vErrors === null){
vErrors = [err99];
}
else {
vErrors.push(err99);
}
errors++;
}
}
}
}
var _valid16 = _errs167 === errors;
errors = _errs166;
if(vErrors !== null){
if(_errs166){
vErrors.length = _errs166;
}
else {
vErrors = null;
}
}
if(_valid16){
const _errs169 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.options !== undefined){
if(!(validate50(data.options, {instancePath:instancePath+"/options",parentData:data,parentDataProperty:"options",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate50.errors : vErrors.concat(validate50.errors);
errors = vErrors.length;
}
}
if(data.overrides !== undefined){
let data53 = data.overrides;
if(data53 && typeof data53 == "object" && !Array.isArray(data53)){
for(const key13 in data53){
let data54 = data53[key13];
if(data54 && typeof data54 == "object" && !Array.isArray(data54)){
if(data54.options !== undefined){
if(!(validate50(data54.options, {instancePath:instancePath+"/overrides/" + key13.replace(/~/g, "~0").replace(/\//g, "~1")+"/options",parentData:data54,parentDataProperty:"options",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate50.errors : vErrors.concat(validate50.errors);
errors = vErrors.length;
}
}
}
}
}
}
}
var _valid16 = _errs169 === errors;
valid71 = _valid16;
if(valid71){
var props9 = {};
props9.options = true;
props9.overrides = true;
props9.type = true;
}
}
if(!valid71){
const err100 = {instancePath,schemaPath:"#/allOf/9/if",keyword:"if",params:{failingKeyword: "then"},message:"must match \"then\" schema",schema:schema58.allOf[9].if,parentSchema:schema58.allOf[9],data};
if(vErrors === null){
vErrors = [err100];
}
else {
vErrors.push(err100);
}
errors++;
}
if(props0 !== true && props9 !== undefined){
if(props9 === true){
props0 = true;
}
else {
props0 = props0 || {};
Object.assign(props0, props9);
}
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.type === undefined){
const err101 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "type"},message:"must have required property '"+"type"+"'",schema:schema58.required,parentSchema:schema58,data};
if(vErrors === null){
vErrors = [err101];
}
else {
vErrors.push(err101);
}
errors++;
}
for(const key14 in data){
if(!(func1.call(schema58.properties, key14))){
const err102 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key14},message:"must NOT have additional properties",schema:false,parentSchema:schema58,data};
if(vErrors === null){
vErrors = [err102];
}
else {
vErrors.push(err102);
}
errors++;
}
}
if(data.type !== undefined){
let data56 = data.type;
if(typeof data56 === "string"){
if(!pattern13.test(data56)){
const err103 = {instancePath:instancePath+"/type",schemaPath:"#/properties/type/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$"},message:"must match pattern \""+"^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$"+"\"",schema:"^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$",parentSchema:schema58.properties.type,data:data56};
if(vErrors === null){
vErrors = [err103];
}
else {
vErrors.push(err103);
}
errors++;
}
}
else {
const err104 = {instancePath:instancePath+"/type",schemaPath:"#/properties/type/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema58.properties.type.type,parentSchema:schema58.properties.type,data:data56};
if(vErrors === null){
vErrors = [err104];
}
else {
vErrors.push(err104);
}
errors++;
}
}
if(data.account_ids !== undefined){
if(!(validate23(data.account_ids, {instancePath:instancePath+"/account_ids",parentData:data,parentDataProperty:"account_ids",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate23.errors : vErrors.concat(validate23.errors);
errors = vErrors.length;
}
}
if(data.split !== undefined){
if(!(validate25(data.split, {instancePath:instancePath+"/split",parentData:data,parentDataProperty:"split",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate25.errors : vErrors.concat(validate25.errors);
errors = vErrors.length;
}
}
if(data.matrix !== undefined){
if(!(validate55(data.matrix, {instancePath:instancePath+"/matrix",parentData:data,parentDataProperty:"matrix",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate55.errors : vErrors.concat(validate55.errors);
errors = vErrors.length;
}
}
if(data.start_date !== undefined){
let data60 = data.start_date;
if(typeof data60 === "string"){
if(!pattern17.test(data60)){
const err105 = {instancePath:instancePath+"/start_date",schemaPath:"#/$defs/bound/pattern",keyword:"pattern",params:{pattern: "^(?:(?:\\d{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\\d|30)|02-(?:0[1-9]|1\\d|2[0-8]))|(?:\\d\\d(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)-02-29)(?:T(?:[01]\\d|2[0-3]):[0-5]\\d(?::[0-5]\\d)?(?:Z|[+-](?:[01]\\d|2[0-3]):[0-5]\\d))?|(?:today|yesterday|(?:start|end)_of_(?:week|month|quarter|year))(?: *[+-] *\\d{1,4}(?:d|w|mo|q|y))*)$"},message:"must match pattern \""+"^(?:(?:\\d{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\\d|30)|02-(?:0[1-9]|1\\d|2[0-8]))|(?:\\d\\d(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)-02-29)(?:T(?:[01]\\d|2[0-3]):[0-5]\\d(?::[0-5]\\d)?(?:Z|[+-](?:[01]\\d|2[0-3]):[0-5]\\d))?|(?:today|yesterday|(?:start|end)_of_(?:week|month|quarter|year))(?: *[+-] *\\d{1,4}(?:d|w|mo|q|y))*)$"+"\"",schema:"^(?:(?:\\d{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\\d|30)|02-(?:0[1-9]|1\\d|2[0-8]))|(?:\\d\\d(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)-02-29)(?:T(?:[01]\\d|2[0-3]):[0-5]\\d(?::[0-5]\\d)?(?:Z|[+-](?:[01]\\d|2[0-3]):[0-5]\\d))?|(?:today|yesterday|(?:start|end)_of_(?:week|month|quarter|year))(?: *[+-] *\\d{1,4}(?:d|w|mo|q|y))*)$",parentSchema:schema45,data:data60};
if(vErrors === null){
vErrors = [err105];
}
else {
vErrors.push(err105);
}
errors++;
}
}
else {
const err106 = {instancePath:instancePath+"/start_date",schemaPath:"#/$defs/bound/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema45.type,parentSchema:schema45,data:data60};
if(vErrors === null){
vErrors = [err106];
}
else {
vErrors.push(err106);
}
errors++;
}
}
if(data.end_date !== undefined){
let data61 = data.end_date;
if(typeof data61 === "string"){
if(!pattern17.test(data61)){
const err107 = {instancePath:instancePath+"/end_date",schemaPath:"#/$defs/bound/pattern",keyword:"pattern",params:{pattern: "^(?:(?:\\d{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\\d|30)|02-(?:0[1-9]|1\\d|2[0-8]))|(?:\\d\\d(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)-02-29)(?:T(?:[01]\\d|2[0-3]):[0-5]\\d(?::[0-5]\\d)?(?:Z|[+-](?:[01]\\d|2[0-3]):[0-5]\\d))?|(?:today|yesterday|(?:start|end)_of_(?:week|month|quarter|year))(?: *[+-] *\\d{1,4}(?:d|w|mo|q|y))*)$"},message:"must match pattern \""+"^(?:(?:\\d{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\\d|30)|02-(?:0[1-9]|1\\d|2[0-8]))|(?:\\d\\d(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)-02-29)(?:T(?:[01]\\d|2[0-3]):[0-5]\\d(?::[0-5]\\d)?(?:Z|[+-](?:[01]\\d|2[0-3]):[0-5]\\d))?|(?:today|yesterday|(?:start|end)_of_(?:week|month|quarter|year))(?: *[+-] *\\d{1,4}(?:d|w|mo|q|y))*)$"+"\"",schema:"^(?:(?:\\d{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\\d|30)|02-(?:0[1-9]|1\\d|2[0-8]))|(?:\\d\\d(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)-02-29)(?:T(?:[01]\\d|2[0-3]):[0-5]\\d(?::[0-5]\\d)?(?:Z|[+-](?:[01]\\d|2[0-3]):[0-5]\\d))?|(?:today|yesterday|(?:start|end)_of_(?:week|month|quarter|year))(?: *[+-] *\\d{1,4}(?:d|w|mo|q|y))*)$",parentSchema:schema45,data:data61};
if(vErrors === null){
vErrors = [err107];
}
else {
vErrors.push(err107);
}
errors++;
}
}
else {
const err108 = {instancePath:instancePath+"/end_date",schemaPath:"#/$defs/bound/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema45.type,parentSchema:schema45,data:data61};
if(vErrors === null){
vErrors = [err108];
}
else {
vErrors.push(err108);
}
errors++;
}
}
if(data.file_type !== undefined){
let data62 = data.file_type;
if(typeof data62 !== "string"){
const err109 = {instancePath:instancePath+"/file_type",schemaPath:"#/$defs/fileType/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema47.type,parentSchema:schema47,data:data62};
if(vErrors === null){
vErrors = [err109];
}
else {
vErrors.push(err109);
}
errors++;
}
if(!(((data62 === "csv") || (data62 === "xlsx")) || (data62 === "zip"))){
const err110 = {instancePath:instancePath+"/file_type",schemaPath:"#/$defs/fileType/enum",keyword:"enum",params:{allowedValues: schema47.enum},message:"must be equal to one of the allowed values",schema:schema47.enum,parentSchema:schema47,data:data62};
if(vErrors === null){
vErrors = [err110];
}
else {
vErrors.push(err110);
}
errors++;
}
}
if(data.export_columns !== undefined){
let data63 = data.export_columns;
if(Array.isArray(data63)){
if(data63.length < 1){
const err111 = {instancePath:instancePath+"/export_columns",schemaPath:"#/properties/export_columns/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items",schema:1,parentSchema:schema58.properties.export_columns,data:data63};
if(vErrors === null){
vErrors = [err111];
}
else {
vErrors.push(err111);
}
errors++;
}
const len1 = data63.length;
for(let i1=0; i1<len1; i1++){
let data64 = data63[i1];
if(typeof data64 !== "string"){
const err112 = {instancePath:instancePath+"/export_columns/" + i1,schemaPath:"#/properties/export_columns/items/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema58.properties.export_columns.items.type,parentSchema:schema58.properties.export_columns.items,data:data64};
if(vErrors === null){
vErrors = [err112];
}
else {
vErrors.push(err112);
}
errors++;
}
if(typeof data64 === "string"){
if(!pattern7.test(data64)){
const err113 = {instancePath:instancePath+"/export_columns/" + i1,schemaPath:"#/$defs/text/pattern",keyword:"pattern",params:{pattern: "\\S"},message:"must match pattern \""+"\\S"+"\"",schema:"\\S",parentSchema:schema35,data:data64};
if(vErrors === null){
vErrors = [err113];
}
else {
vErrors.push(err113);
}
errors++;
}
}
else {
const err114 = {instancePath:instancePath+"/export_columns/" + i1,schemaPath:"#/$defs/text/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema35.type,parentSchema:schema35,data:data64};
if(vErrors === null){
vErrors = [err114];
}
else {
vErrors.push(err114);
}
errors++;
}
}
let i2 = data63.length;
let j0;
if(i2 > 1){
const indices0 = {};
for(;i2--;){
let item0 = data63[i2];
if(typeof item0 !== "string"){
continue;
}
if(typeof indices0[item0] == "number"){
j0 = indices0[item0];
const err115 = {instancePath:instancePath+"/export_columns",schemaPath:"#/properties/export_columns/uniqueItems",keyword:"uniqueItems",params:{i: i2, j: j0},message:"must NOT have duplicate items (items ## "+j0+" and "+i2+" are identical)",schema:true,parentSchema:schema58.properties.export_columns,data:data63};
if(vErrors === null){
vErrors = [err115];
}
else {
vErrors.push(err115);
}
errors++;
break;
}
indices0[item0] = i2;
}
}
}
else {
const err116 = {instancePath:instancePath+"/export_columns",schemaPath:"#/properties/export_columns/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema58.properties.export_columns.type,parentSchema:schema58.properties.export_columns,data:data63};
if(vErrors === null){
vErrors = [err116];
}
else {
vErrors.push(err116);
}
errors++;
}
}
if(data.options !== undefined){
let data65 = data.options;
if(data65 && typeof data65 == "object" && !Array.isArray(data65)){
for(const key15 in data65){
let data66 = data65[key15];
if((((typeof data66 !== "string") && (!((typeof data66 == "number") && (isFinite(data66))))) && (typeof data66 !== "boolean")) && (!(Array.isArray(data66)))){
const err117 = {instancePath:instancePath+"/options/" + key15.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/options/additionalProperties/type",keyword:"type",params:{type: schema58.properties.options.additionalProperties.type},message:"must be string,number,boolean,array",schema:schema58.properties.options.additionalProperties.type,parentSchema:schema58.properties.options.additionalProperties,data:data66};
if(vErrors === null){
vErrors = [err117];
}
else {
vErrors.push(err117);
}
errors++;
}
if(Array.isArray(data66)){
const len2 = data66.length;
for(let i3=0; i3<len2; i3++){
let data67 = data66[i3];
if((typeof data67 !== "string") && (!((typeof data67 == "number") && (isFinite(data67))))){
const err118 = {instancePath:instancePath+"/options/" + key15.replace(/~/g, "~0").replace(/\//g, "~1")+"/" + i3,schemaPath:"#/properties/options/additionalProperties/items/type",keyword:"type",params:{type: schema58.properties.options.additionalProperties.items.type},message:"must be string,number",schema:schema58.properties.options.additionalProperties.items.type,parentSchema:schema58.properties.options.additionalProperties.items,data:data67};
if(vErrors === null){
vErrors = [err118];
}
else {
vErrors.push(err118);
}
errors++;
}
}
}
}
}
else {
const err119 = {instancePath:instancePath+"/options",schemaPath:"#/properties/options/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema58.properties.options.type,parentSchema:schema58.properties.options,data:data65};
if(vErrors === null){
vErrors = [err119];
}
else {
vErrors.push(err119);
}
errors++;
}
}
if(data.overrides !== undefined){
if(!(validate63(data.overrides, {instancePath:instancePath+"/overrides",parentData:data,parentDataProperty:"overrides",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate63.errors : vErrors.concat(validate63.errors);
errors = vErrors.length;
}
}
if(data.auto_start !== undefined){
let data69 = data.auto_start;
if(typeof data69 !== "boolean"){
const err120 = {instancePath:instancePath+"/auto_start",schemaPath:"#/properties/auto_start/type",keyword:"type",params:{type: "boolean"},message:"must be boolean",schema:schema58.properties.auto_start.type,parentSchema:schema58.properties.auto_start,data:data69};
if(vErrors === null){
vErrors = [err120];
}
else {
vErrors.push(err120);
}
errors++;
}
}
if(data.max_credits !== undefined){
let data70 = data.max_credits;
if((typeof data70 == "number") && (isFinite(data70))){
if(data70 < 0 || isNaN(data70)){
const err121 = {instancePath:instancePath+"/max_credits",schemaPath:"#/properties/max_credits/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema58.properties.max_credits,data:data70};
if(vErrors === null){
vErrors = [err121];
}
else {
vErrors.push(err121);
}
errors++;
}
}
else {
const err122 = {instancePath:instancePath+"/max_credits",schemaPath:"#/properties/max_credits/type",keyword:"type",params:{type: "number"},message:"must be number",schema:schema58.properties.max_credits.type,parentSchema:schema58.properties.max_credits,data:data70};
if(vErrors === null){
vErrors = [err122];
}
else {
vErrors.push(err122);
}
errors++;
}
}
if(data.retries !== undefined){
let data71 = data.retries;
if(!(((typeof data71 == "number") && (!(data71 % 1) && !isNaN(data71))) && (isFinite(data71)))){
const err123 = {instancePath:instancePath+"/retries",schemaPath:"#/properties/retries/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema58.properties.retries.type,parentSchema:schema58.properties.retries,data:data71};
if(vErrors === null){
vErrors = [err123];
}
else {
vErrors.push(err123);
}
errors++;
}
if((typeof data71 == "number") && (isFinite(data71))){
if(data71 > 10 || isNaN(data71)){
const err124 = {instancePath:instancePath+"/retries",schemaPath:"#/properties/retries/maximum",keyword:"maximum",params:{comparison: "<=", limit: 10},message:"must be <= 10",schema:10,parentSchema:schema58.properties.retries,data:data71};
if(vErrors === null){
vErrors = [err124];
}
else {
vErrors.push(err124);
}
errors++;
}
if(data71 < 0 || isNaN(data71)){
const err125 = {instancePath:instancePath+"/retries",schemaPath:"#/properties/retries/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema58.properties.retries,data:data71};
if(vErrors === null){
vErrors = [err125];
}
else {
vErrors.push(err125);
}
errors++;
}
}
}
if(data.refresh !== undefined){
let data72 = data.refresh;
if(typeof data72 === "string"){
if(!pattern20.test(data72)){
const err126 = {instancePath:instancePath+"/refresh",schemaPath:"#/$defs/refresh/pattern",keyword:"pattern",params:{pattern: "^(?:never|[1-9]\\d{0,3}(?:d|w|mo|q|y))$"},message:"must match pattern \""+"^(?:never|[1-9]\\d{0,3}(?:d|w|mo|q|y))$"+"\"",schema:"^(?:never|[1-9]\\d{0,3}(?:d|w|mo|q|y))$",parentSchema:schema49,data:data72};
if(vErrors === null){
vErrors = [err126];
}
else {
vErrors.push(err126);
}
errors++;
}
}
else {
const err127 = {instancePath:instancePath+"/refresh",schemaPath:"#/$defs/refresh/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema49.type,parentSchema:schema49,data:data72};
if(vErrors === null){
vErrors = [err127];
}
else {
vErrors.push(err127);
}
errors++;
}
}
if(data.keep !== undefined){
let data73 = data.keep;
if(!(((typeof data73 == "number") && (!(data73 % 1) && !isNaN(data73))) && (isFinite(data73)))){
const err128 = {instancePath:instancePath+"/keep",schemaPath:"#/properties/keep/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema58.properties.keep.type,parentSchema:schema58.properties.keep,data:data73};
if(vErrors === null){
vErrors = [err128];
}
else {
vErrors.push(err128);
}
errors++;
}
if((typeof data73 == "number") && (isFinite(data73))){
if(data73 > 1000 || isNaN(data73)){
const err129 = {instancePath:instancePath+"/keep",schemaPath:"#/properties/keep/maximum",keyword:"maximum",params:{comparison: "<=", limit: 1000},message:"must be <= 1000",schema:1000,parentSchema:schema58.properties.keep,data:data73};
if(vErrors === null){
vErrors = [err129];
}
else {
vErrors.push(err129);
}
errors++;
}
if(data73 < 1 || isNaN(data73)){
const err130 = {instancePath:instancePath+"/keep",schemaPath:"#/properties/keep/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema58.properties.keep,data:data73};
if(vErrors === null){
vErrors = [err130];
}
else {
vErrors.push(err130);
}
errors++;
}
}
}
if(data.settle_after !== undefined){
let data74 = data.settle_after;
if(typeof data74 === "string"){
if(!pattern21.test(data74)){
const err131 = {instancePath:instancePath+"/settle_after",schemaPath:"#/$defs/period/pattern",keyword:"pattern",params:{pattern: "^[1-9]\\d{0,3}(?:d|w|mo|q|y)$"},message:"must match pattern \""+"^[1-9]\\d{0,3}(?:d|w|mo|q|y)$"+"\"",schema:"^[1-9]\\d{0,3}(?:d|w|mo|q|y)$",parentSchema:schema50,data:data74};
if(vErrors === null){
vErrors = [err131];
}
else {
vErrors.push(err131);
}
errors++;
}
}
else {
const err132 = {instancePath:instancePath+"/settle_after",schemaPath:"#/$defs/period/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema50.type,parentSchema:schema50,data:data74};
if(vErrors === null){
vErrors = [err132];
}
else {
vErrors.push(err132);
}
errors++;
}
}
if(data.rebuy !== undefined){
if(!(validate27(data.rebuy, {instancePath:instancePath+"/rebuy",parentData:data,parentDataProperty:"rebuy",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate27.errors : vErrors.concat(validate27.errors);
errors = vErrors.length;
}
}
if(data.exact !== undefined){
let data76 = data.exact;
if(typeof data76 !== "boolean"){
const err133 = {instancePath:instancePath+"/exact",schemaPath:"#/properties/exact/type",keyword:"type",params:{type: "boolean"},message:"must be boolean",schema:schema58.properties.exact.type,parentSchema:schema58.properties.exact,data:data76};
if(vErrors === null){
vErrors = [err133];
}
else {
vErrors.push(err133);
}
errors++;
}
}
if(data.priority !== undefined){
let data77 = data.priority;
if(!(((typeof data77 == "number") && (!(data77 % 1) && !isNaN(data77))) && (isFinite(data77)))){
const err134 = {instancePath:instancePath+"/priority",schemaPath:"#/properties/priority/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema58.properties.priority.type,parentSchema:schema58.properties.priority,data:data77};
if(vErrors === null){
vErrors = [err134];
}
else {
vErrors.push(err134);
}
errors++;
}
if((typeof data77 == "number") && (isFinite(data77))){
if(data77 > 1000 || isNaN(data77)){
const err135 = {instancePath:instancePath+"/priority",schemaPath:"#/properties/priority/maximum",keyword:"maximum",params:{comparison: "<=", limit: 1000},message:"must be <= 1000",schema:1000,parentSchema:schema58.properties.priority,data:data77};
if(vErrors === null){
vErrors = [err135];
}
else {
vErrors.push(err135);
}
errors++;
}
if(data77 < -1000 || isNaN(data77)){
const err136 = {instancePath:instancePath+"/priority",schemaPath:"#/properties/priority/minimum",keyword:"minimum",params:{comparison: ">=", limit: -1000},message:"must be >= -1000",schema:-1000,parentSchema:schema58.properties.priority,data:data77};
if(vErrors === null){
vErrors = [err136];
}
else {
vErrors.push(err136);
}
errors++;
}
}
}
if(data.order !== undefined){
let data78 = data.order;
if(typeof data78 !== "string"){
const err137 = {instancePath:instancePath+"/order",schemaPath:"#/properties/order/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema58.properties.order.type,parentSchema:schema58.properties.order,data:data78};
if(vErrors === null){
vErrors = [err137];
}
else {
vErrors.push(err137);
}
errors++;
}
if(!((data78 === "oldest") || (data78 === "newest"))){
const err138 = {instancePath:instancePath+"/order",schemaPath:"#/properties/order/enum",keyword:"enum",params:{allowedValues: schema58.properties.order.enum},message:"must be equal to one of the allowed values",schema:schema58.properties.order.enum,parentSchema:schema58.properties.order,data:data78};
if(vErrors === null){
vErrors = [err138];
}
else {
vErrors.push(err138);
}
errors++;
}
}
if(data.output !== undefined){
let data79 = data.output;
if(typeof data79 !== "string"){
const err139 = {instancePath:instancePath+"/output",schemaPath:"#/properties/output/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema58.properties.output.type,parentSchema:schema58.properties.output,data:data79};
if(vErrors === null){
vErrors = [err139];
}
else {
vErrors.push(err139);
}
errors++;
}
}
if(data.hooks !== undefined){
let data80 = data.hooks;
if(!(data80 && typeof data80 == "object" && !Array.isArray(data80))){
const err140 = {instancePath:instancePath+"/hooks",schemaPath:"#/properties/hooks/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema58.properties.hooks.type,parentSchema:schema58.properties.hooks,data:data80};
if(vErrors === null){
vErrors = [err140];
}
else {
vErrors.push(err140);
}
errors++;
}
}
if(data.allow_unknown_type !== undefined){
let data81 = data.allow_unknown_type;
if(typeof data81 !== "boolean"){
const err141 = {instancePath:instancePath+"/allow_unknown_type",schemaPath:"#/properties/allow_unknown_type/type",keyword:"type",params:{type: "boolean"},message:"must be boolean",schema:schema58.properties.allow_unknown_type.type,parentSchema:schema58.properties.allow_unknown_type,data:data81};
if(vErrors === null){
vErrors = [err141];
}
else {
vErrors.push(err141);
}
errors++;
}
}
}
else {
const err142 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema58.type,parentSchema:schema58,data};
if(vErrors === null){
vErrors = [err142];
}
else {
vErrors.push(err142);
}
errors++;
}
validate33.errors = vErrors;
return errors === 0;
}
validate33.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};


function validate20(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
/*# sourceURL="urn:exporter:schema:exports:1" */;
let vErrors = null;
let errors = 0;
const evaluated0 = validate20.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
const _errs2 = errors;
let valid1 = true;
const _errs3 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if((data.defaults === undefined) && (missing0 = "defaults")){
const err0 = {};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
else {
if(data.defaults !== undefined){
let data0 = data.defaults;
if(data0 && typeof data0 == "object" && !Array.isArray(data0)){
let missing1;
if((data0.start_date === undefined) && (missing1 = "start_date")){
const err1 = {};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
}
}
}
var _valid0 = _errs3 === errors;
errors = _errs2;
if(vErrors !== null){
if(_errs2){
vErrors.length = _errs2;
}
else {
vErrors = null;
}
}
if(!_valid0){
const _errs5 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.exports !== undefined){
let data1 = data.exports;
if(data1 && typeof data1 == "object" && !Array.isArray(data1)){
for(const key0 in data1){
let data2 = data1[key0];
if(data2 && typeof data2 == "object" && !Array.isArray(data2)){
if(data2.start_date === undefined){
const err2 = {instancePath:instancePath+"/exports/" + key0.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/allOf/0/else/properties/exports/additionalProperties/required",keyword:"required",params:{missingProperty: "start_date"},message:"must have required property '"+"start_date"+"'",schema:schema31.allOf[0].else.properties.exports.additionalProperties.required,parentSchema:schema31.allOf[0].else.properties.exports.additionalProperties,data:data2};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
}
}
}
}
var _valid0 = _errs5 === errors;
valid1 = _valid0;
if(valid1){
var props0 = {};
props0.exports = true;
props0.defaults = true;
}
}
if(!valid1){
const err3 = {instancePath,schemaPath:"#/allOf/0/if",keyword:"if",params:{failingKeyword: "else"},message:"must match \"else\" schema",schema:schema31.allOf[0].if,parentSchema:schema31.allOf[0],data};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
const _errs10 = errors;
let valid5 = true;
const _errs11 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
let missing2;
if((data.defaults === undefined) && (missing2 = "defaults")){
const err4 = {};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
else {
if(data.defaults !== undefined){
let data3 = data.defaults;
if(data3 && typeof data3 == "object" && !Array.isArray(data3)){
let missing3;
if((data3.end_date === undefined) && (missing3 = "end_date")){
const err5 = {};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
}
}
}
var _valid1 = _errs11 === errors;
errors = _errs10;
if(vErrors !== null){
if(_errs10){
vErrors.length = _errs10;
}
else {
vErrors = null;
}
}
if(!_valid1){
const _errs13 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.exports !== undefined){
let data4 = data.exports;
if(data4 && typeof data4 == "object" && !Array.isArray(data4)){
for(const key1 in data4){
let data5 = data4[key1];
if(data5 && typeof data5 == "object" && !Array.isArray(data5)){
if(data5.end_date === undefined){
const err6 = {instancePath:instancePath+"/exports/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/allOf/1/else/properties/exports/additionalProperties/required",keyword:"required",params:{missingProperty: "end_date"},message:"must have required property '"+"end_date"+"'",schema:schema31.allOf[1].else.properties.exports.additionalProperties.required,parentSchema:schema31.allOf[1].else.properties.exports.additionalProperties,data:data5};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
}
}
}
}
var _valid1 = _errs13 === errors;
valid5 = _valid1;
if(valid5){
var props1 = {};
props1.exports = true;
props1.defaults = true;
}
}
if(!valid5){
const err7 = {instancePath,schemaPath:"#/allOf/1/if",keyword:"if",params:{failingKeyword: "else"},message:"must match \"else\" schema",schema:schema31.allOf[1].if,parentSchema:schema31.allOf[1],data};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
if(props0 !== true && props1 !== undefined){
if(props1 === true){
props0 = true;
}
else {
props0 = props0 || {};
Object.assign(props0, props1);
}
}
const _errs18 = errors;
let valid9 = true;
const _errs19 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
let missing4;
if((data.defaults === undefined) && (missing4 = "defaults")){
const err8 = {};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
else {
if(data.defaults !== undefined){
let data6 = data.defaults;
if(data6 && typeof data6 == "object" && !Array.isArray(data6)){
let missing5;
if((data6.account_ids === undefined) && (missing5 = "account_ids")){
const err9 = {};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
}
}
}
var _valid2 = _errs19 === errors;
errors = _errs18;
if(vErrors !== null){
if(_errs18){
vErrors.length = _errs18;
}
else {
vErrors = null;
}
}
if(!_valid2){
const _errs21 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.exports !== undefined){
let data7 = data.exports;
if(data7 && typeof data7 == "object" && !Array.isArray(data7)){
for(const key2 in data7){
let data8 = data7[key2];
const _errs25 = errors;
let valid13 = true;
const _errs26 = errors;
if(data8 && typeof data8 == "object" && !Array.isArray(data8)){
let missing6;
if((data8.type === undefined) && (missing6 = "type")){
const err10 = {};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
else {
if(data8.type !== undefined){
let data9 = data8.type;
const _errs27 = errors;
const _errs28 = errors;
if(!((((((((((((data9 === "transactions") || (data9 === "payouts")) || (data9 === "chargebacks")) || (data9 === "chat_messages")) || (data9 === "media_vault")) || (data9 === "trial_links")) || (data9 === "tracking_links")) || (data9 === "smart_links")) || (data9 === "fans")) || (data9 === "followings")) || (data9 === "public_profiles")) || (data9 === "profile_visitors"))){
const err11 = {};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
var valid15 = _errs28 === errors;
if(valid15){
const _errs29 = errors;
const _errs30 = errors;
if("public_profiles" !== data9){
const err12 = {};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
var valid16 = _errs30 === errors;
if(valid16){
const err13 = {};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
else {
errors = _errs29;
if(vErrors !== null){
if(_errs29){
vErrors.length = _errs29;
}
else {
vErrors = null;
}
}
}
}
var valid14 = _errs27 === errors;
}
else {
var valid14 = true;
}
if(valid14){
if(data8.matrix !== undefined){
let data10 = data8.matrix;
const _errs31 = errors;
const _errs32 = errors;
const _errs33 = errors;
if(data10 && typeof data10 == "object" && !Array.isArray(data10)){
let missing7;
if((data10.account === undefined) && (missing7 = "account")){
const err14 = {};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
var valid17 = _errs33 === errors;
if(valid17){
const err15 = {};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
else {
errors = _errs32;
if(vErrors !== null){
if(_errs32){
vErrors.length = _errs32;
}
else {
vErrors = null;
}
}
}
var valid14 = _errs31 === errors;
}
else {
var valid14 = true;
}
}
}
}
var _valid3 = _errs26 === errors;
errors = _errs25;
if(vErrors !== null){
if(_errs25){
vErrors.length = _errs25;
}
else {
vErrors = null;
}
}
if(_valid3){
const _errs34 = errors;
if(data8 && typeof data8 == "object" && !Array.isArray(data8)){
if(data8.account_ids === undefined){
const err16 = {instancePath:instancePath+"/exports/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/allOf/2/else/properties/exports/additionalProperties/then/required",keyword:"required",params:{missingProperty: "account_ids"},message:"must have required property '"+"account_ids"+"'",schema:schema31.allOf[2].else.properties.exports.additionalProperties.then.required,parentSchema:schema31.allOf[2].else.properties.exports.additionalProperties.then,data:data8};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
var _valid3 = _errs34 === errors;
valid13 = _valid3;
}
if(!valid13){
const err17 = {instancePath:instancePath+"/exports/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/allOf/2/else/properties/exports/additionalProperties/if",keyword:"if",params:{failingKeyword: "then"},message:"must match \"then\" schema",schema:schema31.allOf[2].else.properties.exports.additionalProperties.if,parentSchema:schema31.allOf[2].else.properties.exports.additionalProperties,data:data8};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
}
}
}
var _valid2 = _errs21 === errors;
valid9 = _valid2;
if(valid9){
var props2 = {};
props2.exports = true;
props2.defaults = true;
}
}
if(!valid9){
const err18 = {instancePath,schemaPath:"#/allOf/2/if",keyword:"if",params:{failingKeyword: "else"},message:"must match \"else\" schema",schema:schema31.allOf[2].if,parentSchema:schema31.allOf[2],data};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
if(props0 !== true && props2 !== undefined){
if(props2 === true){
props0 = true;
}
else {
props0 = props0 || {};
Object.assign(props0, props2);
}
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.version === undefined){
const err19 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "version"},message:"must have required property '"+"version"+"'",schema:schema31.required,parentSchema:schema31,data};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
if(data.exports === undefined){
const err20 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "exports"},message:"must have required property '"+"exports"+"'",schema:schema31.required,parentSchema:schema31,data};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
for(const key3 in data){
if(!((func1.call(schema31.properties, key3)) || (pattern4.test(key3)))){
const err21 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key3},message:"must NOT have additional properties",schema:false,parentSchema:schema31,data};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
}
if(data.version !== undefined){
let data11 = data.version;
if(1 !== data11){
const err22 = {instancePath:instancePath+"/version",schemaPath:"#/properties/version/const",keyword:"const",params:{allowedValue: 1},message:"must be equal to constant",schema:1,parentSchema:schema31.properties.version,data:data11};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
}
if(data.accounts !== undefined){
let data12 = data.accounts;
if(data12 && typeof data12 == "object" && !Array.isArray(data12)){
for(const key4 in data12){
const _errs39 = errors;
if(typeof key4 === "string"){
if(!pattern5.test(key4)){
const err23 = {instancePath:instancePath+"/accounts",schemaPath:"#/$defs/accountName/pattern",keyword:"pattern",params:{pattern: "^(?!all$|acct?_)[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$"},message:"must match pattern \""+"^(?!all$|acct?_)[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$"+"\"",schema:"^(?!all$|acct?_)[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$",parentSchema:schema33,data:key4,propertyName:key4};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
}
else {
const err24 = {instancePath:instancePath+"/accounts",schemaPath:"#/$defs/accountName/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema33.type,parentSchema:schema33,data:key4,propertyName:key4};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
var valid19 = _errs39 === errors;
if(!valid19){
const err25 = {instancePath:instancePath+"/accounts",schemaPath:"#/properties/accounts/propertyNames",keyword:"propertyNames",params:{propertyName: key4},message:"property name must be valid",schema:schema31.properties.accounts.propertyNames,parentSchema:schema31.properties.accounts,data:data12};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
}
for(const key5 in data12){
let data13 = data12[key5];
if(typeof data13 === "string"){
if(!pattern6.test(data13)){
const err26 = {instancePath:instancePath+"/accounts/" + key5.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/$defs/accountId/pattern",keyword:"pattern",params:{pattern: "^acct?_[A-Za-z0-9_-]+$"},message:"must match pattern \""+"^acct?_[A-Za-z0-9_-]+$"+"\"",schema:"^acct?_[A-Za-z0-9_-]+$",parentSchema:schema34,data:data13};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
}
else {
const err27 = {instancePath:instancePath+"/accounts/" + key5.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/$defs/accountId/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema34.type,parentSchema:schema34,data:data13};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
}
}
else {
const err28 = {instancePath:instancePath+"/accounts",schemaPath:"#/properties/accounts/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema31.properties.accounts.type,parentSchema:schema31.properties.accounts,data:data12};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
}
if(data.timezone !== undefined){
let data14 = data.timezone;
if(typeof data14 === "string"){
if(!pattern7.test(data14)){
const err29 = {instancePath:instancePath+"/timezone",schemaPath:"#/$defs/text/pattern",keyword:"pattern",params:{pattern: "\\S"},message:"must match pattern \""+"\\S"+"\"",schema:"\\S",parentSchema:schema35,data:data14};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
}
else {
const err30 = {instancePath:instancePath+"/timezone",schemaPath:"#/$defs/text/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema35.type,parentSchema:schema35,data:data14};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
}
if(data.budget !== undefined){
let data15 = data.budget;
if(data15 && typeof data15 == "object" && !Array.isArray(data15)){
for(const key6 in data15){
if(!((((key6 === "per_run") || (key6 === "per_month")) || (key6 === "keep_balance")) || (key6 === "unknown_cost"))){
const err31 = {instancePath:instancePath+"/budget",schemaPath:"#/properties/budget/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key6},message:"must NOT have additional properties",schema:false,parentSchema:schema31.properties.budget,data:data15};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
}
if(data15.per_run !== undefined){
let data16 = data15.per_run;
if((typeof data16 == "number") && (isFinite(data16))){
if(data16 < 0 || isNaN(data16)){
const err32 = {instancePath:instancePath+"/budget/per_run",schemaPath:"#/properties/budget/properties/per_run/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema31.properties.budget.properties.per_run,data:data16};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
}
else {
const err33 = {instancePath:instancePath+"/budget/per_run",schemaPath:"#/properties/budget/properties/per_run/type",keyword:"type",params:{type: "number"},message:"must be number",schema:schema31.properties.budget.properties.per_run.type,parentSchema:schema31.properties.budget.properties.per_run,data:data16};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
}
if(data15.per_month !== undefined){
let data17 = data15.per_month;
if((typeof data17 == "number") && (isFinite(data17))){
if(data17 < 0 || isNaN(data17)){
const err34 = {instancePath:instancePath+"/budget/per_month",schemaPath:"#/properties/budget/properties/per_month/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema31.properties.budget.properties.per_month,data:data17};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
}
}
else {
const err35 = {instancePath:instancePath+"/budget/per_month",schemaPath:"#/properties/budget/properties/per_month/type",keyword:"type",params:{type: "number"},message:"must be number",schema:schema31.properties.budget.properties.per_month.type,parentSchema:schema31.properties.budget.properties.per_month,data:data17};
if(vErrors === null){
vErrors = [err35];
}
else {
vErrors.push(err35);
}
errors++;
}
}
if(data15.keep_balance !== undefined){
let data18 = data15.keep_balance;
if((typeof data18 == "number") && (isFinite(data18))){
if(data18 < 0 || isNaN(data18)){
const err36 = {instancePath:instancePath+"/budget/keep_balance",schemaPath:"#/properties/budget/properties/keep_balance/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema31.properties.budget.properties.keep_balance,data:data18};
if(vErrors === null){
vErrors = [err36];
}
else {
vErrors.push(err36);
}
errors++;
}
}
else {
const err37 = {instancePath:instancePath+"/budget/keep_balance",schemaPath:"#/properties/budget/properties/keep_balance/type",keyword:"type",params:{type: "number"},message:"must be number",schema:schema31.properties.budget.properties.keep_balance.type,parentSchema:schema31.properties.budget.properties.keep_balance,data:data18};
if(vErrors === null){
vErrors = [err37];
}
else {
vErrors.push(err37);
}
errors++;
}
}
if(data15.unknown_cost !== undefined){
let data19 = data15.unknown_cost;
if(!((data19 === "block") || (data19 === "allow"))){
const err38 = {instancePath:instancePath+"/budget/unknown_cost",schemaPath:"#/properties/budget/properties/unknown_cost/enum",keyword:"enum",params:{allowedValues: schema31.properties.budget.properties.unknown_cost.enum},message:"must be equal to one of the allowed values",schema:schema31.properties.budget.properties.unknown_cost.enum,parentSchema:schema31.properties.budget.properties.unknown_cost,data:data19};
if(vErrors === null){
vErrors = [err38];
}
else {
vErrors.push(err38);
}
errors++;
}
}
}
else {
const err39 = {instancePath:instancePath+"/budget",schemaPath:"#/properties/budget/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema31.properties.budget.type,parentSchema:schema31.properties.budget,data:data15};
if(vErrors === null){
vErrors = [err39];
}
else {
vErrors.push(err39);
}
errors++;
}
}
if(data.prices !== undefined){
let data20 = data.prices;
if(data20 && typeof data20 == "object" && !Array.isArray(data20)){
for(const key7 in data20){
if(!((key7 === "rows_per_credit") || (key7 === "rows_per_account_day"))){
const err40 = {instancePath:instancePath+"/prices",schemaPath:"#/properties/prices/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key7},message:"must NOT have additional properties",schema:false,parentSchema:schema31.properties.prices,data:data20};
if(vErrors === null){
vErrors = [err40];
}
else {
vErrors.push(err40);
}
errors++;
}
}
if(data20.rows_per_credit !== undefined){
let data21 = data20.rows_per_credit;
if((typeof data21 == "number") && (isFinite(data21))){
if(data21 <= 0 || isNaN(data21)){
const err41 = {instancePath:instancePath+"/prices/rows_per_credit",schemaPath:"#/properties/prices/properties/rows_per_credit/exclusiveMinimum",keyword:"exclusiveMinimum",params:{comparison: ">", limit: 0},message:"must be > 0",schema:0,parentSchema:schema31.properties.prices.properties.rows_per_credit,data:data21};
if(vErrors === null){
vErrors = [err41];
}
else {
vErrors.push(err41);
}
errors++;
}
}
else {
const err42 = {instancePath:instancePath+"/prices/rows_per_credit",schemaPath:"#/properties/prices/properties/rows_per_credit/type",keyword:"type",params:{type: "number"},message:"must be number",schema:schema31.properties.prices.properties.rows_per_credit.type,parentSchema:schema31.properties.prices.properties.rows_per_credit,data:data21};
if(vErrors === null){
vErrors = [err42];
}
else {
vErrors.push(err42);
}
errors++;
}
}
if(data20.rows_per_account_day !== undefined){
let data22 = data20.rows_per_account_day;
if(data22 && typeof data22 == "object" && !Array.isArray(data22)){
for(const key8 in data22){
const _errs66 = errors;
if(!((((((((((((key8 === "transactions") || (key8 === "payouts")) || (key8 === "chargebacks")) || (key8 === "chat_messages")) || (key8 === "media_vault")) || (key8 === "trial_links")) || (key8 === "tracking_links")) || (key8 === "smart_links")) || (key8 === "fans")) || (key8 === "followings")) || (key8 === "public_profiles")) || (key8 === "profile_visitors"))){
const err43 = {instancePath:instancePath+"/prices/rows_per_account_day",schemaPath:"#/$defs/knownType/enum",keyword:"enum",params:{allowedValues: schema32.enum},message:"must be equal to one of the allowed values",schema:schema32.enum,parentSchema:schema32,data:key8,propertyName:key8};
if(vErrors === null){
vErrors = [err43];
}
else {
vErrors.push(err43);
}
errors++;
}
var valid26 = _errs66 === errors;
if(!valid26){
const err44 = {instancePath:instancePath+"/prices/rows_per_account_day",schemaPath:"#/properties/prices/properties/rows_per_account_day/propertyNames",keyword:"propertyNames",params:{propertyName: key8},message:"property name must be valid",schema:schema31.properties.prices.properties.rows_per_account_day.propertyNames,parentSchema:schema31.properties.prices.properties.rows_per_account_day,data:data22};
if(vErrors === null){
vErrors = [err44];
}
else {
vErrors.push(err44);
}
errors++;
}
}
for(const key9 in data22){
let data23 = data22[key9];
if((typeof data23 == "number") && (isFinite(data23))){
if(data23 < 0 || isNaN(data23)){
const err45 = {instancePath:instancePath+"/prices/rows_per_account_day/" + key9.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/prices/properties/rows_per_account_day/additionalProperties/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema31.properties.prices.properties.rows_per_account_day.additionalProperties,data:data23};
if(vErrors === null){
vErrors = [err45];
}
else {
vErrors.push(err45);
}
errors++;
}
}
else {
const err46 = {instancePath:instancePath+"/prices/rows_per_account_day/" + key9.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/prices/properties/rows_per_account_day/additionalProperties/type",keyword:"type",params:{type: "number"},message:"must be number",schema:schema31.properties.prices.properties.rows_per_account_day.additionalProperties.type,parentSchema:schema31.properties.prices.properties.rows_per_account_day.additionalProperties,data:data23};
if(vErrors === null){
vErrors = [err46];
}
else {
vErrors.push(err46);
}
errors++;
}
}
}
else {
const err47 = {instancePath:instancePath+"/prices/rows_per_account_day",schemaPath:"#/properties/prices/properties/rows_per_account_day/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema31.properties.prices.properties.rows_per_account_day.type,parentSchema:schema31.properties.prices.properties.rows_per_account_day,data:data22};
if(vErrors === null){
vErrors = [err47];
}
else {
vErrors.push(err47);
}
errors++;
}
}
}
else {
const err48 = {instancePath:instancePath+"/prices",schemaPath:"#/properties/prices/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema31.properties.prices.type,parentSchema:schema31.properties.prices,data:data20};
if(vErrors === null){
vErrors = [err48];
}
else {
vErrors.push(err48);
}
errors++;
}
}
if(data.rate !== undefined){
let data24 = data.rate;
if(data24 && typeof data24 == "object" && !Array.isArray(data24)){
for(const key10 in data24){
if(!(key10 === "reserve")){
const err49 = {instancePath:instancePath+"/rate",schemaPath:"#/properties/rate/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key10},message:"must NOT have additional properties",schema:false,parentSchema:schema31.properties.rate,data:data24};
if(vErrors === null){
vErrors = [err49];
}
else {
vErrors.push(err49);
}
errors++;
}
}
if(data24.reserve !== undefined){
let data25 = data24.reserve;
if(!(((typeof data25 == "number") && (!(data25 % 1) && !isNaN(data25))) && (isFinite(data25)))){
const err50 = {instancePath:instancePath+"/rate/reserve",schemaPath:"#/properties/rate/properties/reserve/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema31.properties.rate.properties.reserve.type,parentSchema:schema31.properties.rate.properties.reserve,data:data25};
if(vErrors === null){
vErrors = [err50];
}
else {
vErrors.push(err50);
}
errors++;
}
if((typeof data25 == "number") && (isFinite(data25))){
if(data25 < 0 || isNaN(data25)){
const err51 = {instancePath:instancePath+"/rate/reserve",schemaPath:"#/properties/rate/properties/reserve/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema31.properties.rate.properties.reserve,data:data25};
if(vErrors === null){
vErrors = [err51];
}
else {
vErrors.push(err51);
}
errors++;
}
}
}
}
else {
const err52 = {instancePath:instancePath+"/rate",schemaPath:"#/properties/rate/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema31.properties.rate.type,parentSchema:schema31.properties.rate,data:data24};
if(vErrors === null){
vErrors = [err52];
}
else {
vErrors.push(err52);
}
errors++;
}
}
if(data.max_requests !== undefined){
let data26 = data.max_requests;
if(!(((typeof data26 == "number") && (!(data26 % 1) && !isNaN(data26))) && (isFinite(data26)))){
const err53 = {instancePath:instancePath+"/max_requests",schemaPath:"#/properties/max_requests/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema31.properties.max_requests.type,parentSchema:schema31.properties.max_requests,data:data26};
if(vErrors === null){
vErrors = [err53];
}
else {
vErrors.push(err53);
}
errors++;
}
if((typeof data26 == "number") && (isFinite(data26))){
if(data26 < 1 || isNaN(data26)){
const err54 = {instancePath:instancePath+"/max_requests",schemaPath:"#/properties/max_requests/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema31.properties.max_requests,data:data26};
if(vErrors === null){
vErrors = [err54];
}
else {
vErrors.push(err54);
}
errors++;
}
}
}
if(data.state !== undefined){
let data27 = data.state;
const _errs81 = errors;
let valid31 = true;
const _errs82 = errors;
if(data27 && typeof data27 == "object" && !Array.isArray(data27)){
let missing8;
if((data27.backend === undefined) && (missing8 = "backend")){
const err55 = {};
if(vErrors === null){
vErrors = [err55];
}
else {
vErrors.push(err55);
}
errors++;
}
else {
if(data27.backend !== undefined){
if("file" !== data27.backend){
const err56 = {};
if(vErrors === null){
vErrors = [err56];
}
else {
vErrors.push(err56);
}
errors++;
}
}
}
}
var _valid4 = _errs82 === errors;
errors = _errs81;
if(vErrors !== null){
if(_errs81){
vErrors.length = _errs81;
}
else {
vErrors = null;
}
}
if(_valid4){
const _errs84 = errors;
if(data27 && typeof data27 == "object" && !Array.isArray(data27)){
for(const key11 in data27){
if(!(key11 === "backend")){
const err57 = {instancePath:instancePath+"/state",schemaPath:"#/properties/state/allOf/0/then/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key11},message:"must NOT have additional properties",schema:false,parentSchema:schema31.properties.state.allOf[0].then,data:data27};
if(vErrors === null){
vErrors = [err57];
}
else {
vErrors.push(err57);
}
errors++;
}
}
}
var _valid4 = _errs84 === errors;
valid31 = _valid4;
if(valid31){
var props3 = true;
}
}
if(!valid31){
const err58 = {instancePath:instancePath+"/state",schemaPath:"#/properties/state/allOf/0/if",keyword:"if",params:{failingKeyword: "then"},message:"must match \"then\" schema",schema:schema31.properties.state.allOf[0].if,parentSchema:schema31.properties.state.allOf[0],data:data27};
if(vErrors === null){
vErrors = [err58];
}
else {
vErrors.push(err58);
}
errors++;
}
const _errs87 = errors;
let valid33 = true;
const _errs88 = errors;
if(data27 && typeof data27 == "object" && !Array.isArray(data27)){
let missing9;
if((data27.backend === undefined) && (missing9 = "backend")){
const err59 = {};
if(vErrors === null){
vErrors = [err59];
}
else {
vErrors.push(err59);
}
errors++;
}
else {
if(data27.backend !== undefined){
if("s3" !== data27.backend){
const err60 = {};
if(vErrors === null){
vErrors = [err60];
}
else {
vErrors.push(err60);
}
errors++;
}
}
}
}
var _valid5 = _errs88 === errors;
errors = _errs87;
if(vErrors !== null){
if(_errs87){
vErrors.length = _errs87;
}
else {
vErrors = null;
}
}
if(_valid5){
const _errs90 = errors;
if(data27 && typeof data27 == "object" && !Array.isArray(data27)){
if(data27.bucket === undefined){
const err61 = {instancePath:instancePath+"/state",schemaPath:"#/properties/state/allOf/1/then/required",keyword:"required",params:{missingProperty: "bucket"},message:"must have required property '"+"bucket"+"'",schema:schema31.properties.state.allOf[1].then.required,parentSchema:schema31.properties.state.allOf[1].then,data:data27};
if(vErrors === null){
vErrors = [err61];
}
else {
vErrors.push(err61);
}
errors++;
}
if(data27.key === undefined){
const err62 = {instancePath:instancePath+"/state",schemaPath:"#/properties/state/allOf/1/then/required",keyword:"required",params:{missingProperty: "key"},message:"must have required property '"+"key"+"'",schema:schema31.properties.state.allOf[1].then.required,parentSchema:schema31.properties.state.allOf[1].then,data:data27};
if(vErrors === null){
vErrors = [err62];
}
else {
vErrors.push(err62);
}
errors++;
}
for(const key12 in data27){
if(!(((((key12 === "backend") || (key12 === "bucket")) || (key12 === "key")) || (key12 === "region")) || (key12 === "endpoint"))){
const err63 = {instancePath:instancePath+"/state",schemaPath:"#/properties/state/allOf/1/then/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key12},message:"must NOT have additional properties",schema:false,parentSchema:schema31.properties.state.allOf[1].then,data:data27};
if(vErrors === null){
vErrors = [err63];
}
else {
vErrors.push(err63);
}
errors++;
}
}
}
var _valid5 = _errs90 === errors;
valid33 = _valid5;
if(valid33){
var props4 = true;
}
}
if(!valid33){
const err64 = {instancePath:instancePath+"/state",schemaPath:"#/properties/state/allOf/1/if",keyword:"if",params:{failingKeyword: "then"},message:"must match \"then\" schema",schema:schema31.properties.state.allOf[1].if,parentSchema:schema31.properties.state.allOf[1],data:data27};
if(vErrors === null){
vErrors = [err64];
}
else {
vErrors.push(err64);
}
errors++;
}
if(props3 !== true && props4 !== undefined){
if(props4 === true){
props3 = true;
}
else {
props3 = props3 || {};
Object.assign(props3, props4);
}
}
const _errs93 = errors;
let valid35 = true;
const _errs94 = errors;
if(data27 && typeof data27 == "object" && !Array.isArray(data27)){
let missing10;
if((data27.backend === undefined) && (missing10 = "backend")){
const err65 = {};
if(vErrors === null){
vErrors = [err65];
}
else {
vErrors.push(err65);
}
errors++;
}
else {
if(data27.backend !== undefined){
if("postgres" !== data27.backend){
const err66 = {};
if(vErrors === null){
vErrors = [err66];
}
else {
vErrors.push(err66);
}
errors++;
}
}
}
}
var _valid6 = _errs94 === errors;
errors = _errs93;
if(vErrors !== null){
if(_errs93){
vErrors.length = _errs93;
}
else {
vErrors = null;
}
}
if(_valid6){
const _errs96 = errors;
if(data27 && typeof data27 == "object" && !Array.isArray(data27)){
if(data27.url === undefined){
const err67 = {instancePath:instancePath+"/state",schemaPath:"#/properties/state/allOf/2/then/required",keyword:"required",params:{missingProperty: "url"},message:"must have required property '"+"url"+"'",schema:schema31.properties.state.allOf[2].then.required,parentSchema:schema31.properties.state.allOf[2].then,data:data27};
if(vErrors === null){
vErrors = [err67];
}
else {
vErrors.push(err67);
}
errors++;
}
for(const key13 in data27){
if(!(((key13 === "backend") || (key13 === "url")) || (key13 === "name"))){
const err68 = {instancePath:instancePath+"/state",schemaPath:"#/properties/state/allOf/2/then/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key13},message:"must NOT have additional properties",schema:false,parentSchema:schema31.properties.state.allOf[2].then,data:data27};
if(vErrors === null){
vErrors = [err68];
}
else {
vErrors.push(err68);
}
errors++;
}
}
}
var _valid6 = _errs96 === errors;
valid35 = _valid6;
if(valid35){
var props5 = true;
}
}
if(!valid35){
const err69 = {instancePath:instancePath+"/state",schemaPath:"#/properties/state/allOf/2/if",keyword:"if",params:{failingKeyword: "then"},message:"must match \"then\" schema",schema:schema31.properties.state.allOf[2].if,parentSchema:schema31.properties.state.allOf[2],data:data27};
if(vErrors === null){
vErrors = [err69];
}
else {
vErrors.push(err69);
}
errors++;
}
if(props3 !== true && props5 !== undefined){
if(props5 === true){
props3 = true;
}
else {
props3 = props3 || {};
Object.assign(props3, props5);
}
}
if(data27 && typeof data27 == "object" && !Array.isArray(data27)){
if(data27.backend === undefined){
const err70 = {instancePath:instancePath+"/state",schemaPath:"#/properties/state/required",keyword:"required",params:{missingProperty: "backend"},message:"must have required property '"+"backend"+"'",schema:schema31.properties.state.required,parentSchema:schema31.properties.state,data:data27};
if(vErrors === null){
vErrors = [err70];
}
else {
vErrors.push(err70);
}
errors++;
}
for(const key14 in data27){
if(!(((((((key14 === "backend") || (key14 === "bucket")) || (key14 === "key")) || (key14 === "region")) || (key14 === "endpoint")) || (key14 === "url")) || (key14 === "name"))){
const err71 = {instancePath:instancePath+"/state",schemaPath:"#/properties/state/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key14},message:"must NOT have additional properties",schema:false,parentSchema:schema31.properties.state,data:data27};
if(vErrors === null){
vErrors = [err71];
}
else {
vErrors.push(err71);
}
errors++;
}
}
if(data27.backend !== undefined){
let data31 = data27.backend;
if(!(((data31 === "file") || (data31 === "s3")) || (data31 === "postgres"))){
const err72 = {instancePath:instancePath+"/state/backend",schemaPath:"#/properties/state/properties/backend/enum",keyword:"enum",params:{allowedValues: schema31.properties.state.properties.backend.enum},message:"must be equal to one of the allowed values",schema:schema31.properties.state.properties.backend.enum,parentSchema:schema31.properties.state.properties.backend,data:data31};
if(vErrors === null){
vErrors = [err72];
}
else {
vErrors.push(err72);
}
errors++;
}
}
if(data27.bucket !== undefined){
let data32 = data27.bucket;
if(typeof data32 === "string"){
if(!pattern8.test(data32)){
const err73 = {instancePath:instancePath+"/state/bucket",schemaPath:"#/properties/state/properties/bucket/pattern",keyword:"pattern",params:{pattern: "^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$"},message:"must match pattern \""+"^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$"+"\"",schema:"^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$",parentSchema:schema31.properties.state.properties.bucket,data:data32};
if(vErrors === null){
vErrors = [err73];
}
else {
vErrors.push(err73);
}
errors++;
}
}
else {
const err74 = {instancePath:instancePath+"/state/bucket",schemaPath:"#/properties/state/properties/bucket/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema31.properties.state.properties.bucket.type,parentSchema:schema31.properties.state.properties.bucket,data:data32};
if(vErrors === null){
vErrors = [err74];
}
else {
vErrors.push(err74);
}
errors++;
}
}
if(data27.key !== undefined){
let data33 = data27.key;
if(typeof data33 === "string"){
if(!pattern9.test(data33)){
const err75 = {instancePath:instancePath+"/state/key",schemaPath:"#/properties/state/properties/key/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z0-9_][A-Za-z0-9_.=@+-]*(/[A-Za-z0-9_][A-Za-z0-9_.=@+-]*)*$"},message:"must match pattern \""+"^[A-Za-z0-9_][A-Za-z0-9_.=@+-]*(/[A-Za-z0-9_][A-Za-z0-9_.=@+-]*)*$"+"\"",schema:"^[A-Za-z0-9_][A-Za-z0-9_.=@+-]*(/[A-Za-z0-9_][A-Za-z0-9_.=@+-]*)*$",parentSchema:schema31.properties.state.properties.key,data:data33};
if(vErrors === null){
vErrors = [err75];
}
else {
vErrors.push(err75);
}
errors++;
}
}
else {
const err76 = {instancePath:instancePath+"/state/key",schemaPath:"#/properties/state/properties/key/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema31.properties.state.properties.key.type,parentSchema:schema31.properties.state.properties.key,data:data33};
if(vErrors === null){
vErrors = [err76];
}
else {
vErrors.push(err76);
}
errors++;
}
}
if(data27.region !== undefined){
let data34 = data27.region;
if(typeof data34 === "string"){
if(!pattern10.test(data34)){
const err77 = {instancePath:instancePath+"/state/region",schemaPath:"#/properties/state/properties/region/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z0-9-]+$"},message:"must match pattern \""+"^[A-Za-z0-9-]+$"+"\"",schema:"^[A-Za-z0-9-]+$",parentSchema:schema31.properties.state.properties.region,data:data34};
if(vErrors === null){
vErrors = [err77];
}
else {
vErrors.push(err77);
}
errors++;
}
}
else {
const err78 = {instancePath:instancePath+"/state/region",schemaPath:"#/properties/state/properties/region/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema31.properties.state.properties.region.type,parentSchema:schema31.properties.state.properties.region,data:data34};
if(vErrors === null){
vErrors = [err78];
}
else {
vErrors.push(err78);
}
errors++;
}
}
if(data27.endpoint !== undefined){
let data35 = data27.endpoint;
if(typeof data35 === "string"){
if(!pattern11.test(data35)){
const err79 = {instancePath:instancePath+"/state/endpoint",schemaPath:"#/properties/state/properties/endpoint/pattern",keyword:"pattern",params:{pattern: "^(https://[A-Za-z0-9.-]+|http://(localhost|127(\\.[0-9]{1,3}){3}|\\[::1\\]))(:[0-9]{1,5})?/?$"},message:"must match pattern \""+"^(https://[A-Za-z0-9.-]+|http://(localhost|127(\\.[0-9]{1,3}){3}|\\[::1\\]))(:[0-9]{1,5})?/?$"+"\"",schema:"^(https://[A-Za-z0-9.-]+|http://(localhost|127(\\.[0-9]{1,3}){3}|\\[::1\\]))(:[0-9]{1,5})?/?$",parentSchema:schema31.properties.state.properties.endpoint,data:data35};
if(vErrors === null){
vErrors = [err79];
}
else {
vErrors.push(err79);
}
errors++;
}
}
else {
const err80 = {instancePath:instancePath+"/state/endpoint",schemaPath:"#/properties/state/properties/endpoint/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema31.properties.state.properties.endpoint.type,parentSchema:schema31.properties.state.properties.endpoint,data:data35};
if(vErrors === null){
vErrors = [err80];
}
else {
vErrors.push(err80);
}
errors++;
}
}
if(data27.url !== undefined){
let data36 = data27.url;
if(typeof data36 === "string"){
if(!pattern12.test(data36)){
const err81 = {instancePath:instancePath+"/state/url",schemaPath:"#/properties/state/properties/url/pattern",keyword:"pattern",params:{pattern: "^(\\$\\{env:[A-Za-z_][A-Za-z0-9_]*\\}|postgres(ql)?://\\S+)$"},message:"must match pattern \""+"^(\\$\\{env:[A-Za-z_][A-Za-z0-9_]*\\}|postgres(ql)?://\\S+)$"+"\"",schema:"^(\\$\\{env:[A-Za-z_][A-Za-z0-9_]*\\}|postgres(ql)?://\\S+)$",parentSchema:schema31.properties.state.properties.url,data:data36};
if(vErrors === null){
vErrors = [err81];
}
else {
vErrors.push(err81);
}
errors++;
}
}
else {
const err82 = {instancePath:instancePath+"/state/url",schemaPath:"#/properties/state/properties/url/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema31.properties.state.properties.url.type,parentSchema:schema31.properties.state.properties.url,data:data36};
if(vErrors === null){
vErrors = [err82];
}
else {
vErrors.push(err82);
}
errors++;
}
}
if(data27.name !== undefined){
let data37 = data27.name;
if(typeof data37 === "string"){
if(!pattern13.test(data37)){
const err83 = {instancePath:instancePath+"/state/name",schemaPath:"#/properties/state/properties/name/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$"},message:"must match pattern \""+"^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$"+"\"",schema:"^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$",parentSchema:schema31.properties.state.properties.name,data:data37};
if(vErrors === null){
vErrors = [err83];
}
else {
vErrors.push(err83);
}
errors++;
}
}
else {
const err84 = {instancePath:instancePath+"/state/name",schemaPath:"#/properties/state/properties/name/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema31.properties.state.properties.name.type,parentSchema:schema31.properties.state.properties.name,data:data37};
if(vErrors === null){
vErrors = [err84];
}
else {
vErrors.push(err84);
}
errors++;
}
}
}
else {
const err85 = {instancePath:instancePath+"/state",schemaPath:"#/properties/state/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema31.properties.state.type,parentSchema:schema31.properties.state,data:data27};
if(vErrors === null){
vErrors = [err85];
}
else {
vErrors.push(err85);
}
errors++;
}
}
if(data.hooks !== undefined){
let data38 = data.hooks;
if(data38 && typeof data38 == "object" && !Array.isArray(data38)){
for(const key15 in data38){
if(!((((key15 === "after_run") || (key15 === "timeout")) || (key15 === "concurrency")) || (key15 === "state_access"))){
const err86 = {instancePath:instancePath+"/hooks",schemaPath:"#/properties/hooks/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key15},message:"must NOT have additional properties",schema:false,parentSchema:schema31.properties.hooks,data:data38};
if(vErrors === null){
vErrors = [err86];
}
else {
vErrors.push(err86);
}
errors++;
}
}
if(data38.after_run !== undefined){
let data39 = data38.after_run;
if(Array.isArray(data39)){
const len0 = data39.length;
for(let i0=0; i0<len0; i0++){
if(!(validate21(data39[i0], {instancePath:instancePath+"/hooks/after_run/" + i0,parentData:data39,parentDataProperty:i0,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate21.errors : vErrors.concat(validate21.errors);
errors = vErrors.length;
}
}
}
else {
const err87 = {instancePath:instancePath+"/hooks/after_run",schemaPath:"#/properties/hooks/properties/after_run/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema31.properties.hooks.properties.after_run.type,parentSchema:schema31.properties.hooks.properties.after_run,data:data39};
if(vErrors === null){
vErrors = [err87];
}
else {
vErrors.push(err87);
}
errors++;
}
}
if(data38.timeout !== undefined){
let data41 = data38.timeout;
if(typeof data41 === "string"){
if(!pattern15.test(data41)){
const err88 = {instancePath:instancePath+"/hooks/timeout",schemaPath:"#/$defs/duration/pattern",keyword:"pattern",params:{pattern: "^(?:[1-9]\\d{0,4}s|[1-9]\\d{0,3}m|[1-9]\\d?h)$"},message:"must match pattern \""+"^(?:[1-9]\\d{0,4}s|[1-9]\\d{0,3}m|[1-9]\\d?h)$"+"\"",schema:"^(?:[1-9]\\d{0,4}s|[1-9]\\d{0,3}m|[1-9]\\d?h)$",parentSchema:schema39,data:data41};
if(vErrors === null){
vErrors = [err88];
}
else {
vErrors.push(err88);
}
errors++;
}
}
else {
const err89 = {instancePath:instancePath+"/hooks/timeout",schemaPath:"#/$defs/duration/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema39.type,parentSchema:schema39,data:data41};
if(vErrors === null){
vErrors = [err89];
}
else {
vErrors.push(err89);
}
errors++;
}
}
if(data38.concurrency !== undefined){
let data42 = data38.concurrency;
if(!(((typeof data42 == "number") && (!(data42 % 1) && !isNaN(data42))) && (isFinite(data42)))){
const err90 = {instancePath:instancePath+"/hooks/concurrency",schemaPath:"#/properties/hooks/properties/concurrency/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema31.properties.hooks.properties.concurrency.type,parentSchema:schema31.properties.hooks.properties.concurrency,data:data42};
if(vErrors === null){
vErrors = [err90];
}
else {
vErrors.push(err90);
}
errors++;
}
if((typeof data42 == "number") && (isFinite(data42))){
if(data42 > 64 || isNaN(data42)){
const err91 = {instancePath:instancePath+"/hooks/concurrency",schemaPath:"#/properties/hooks/properties/concurrency/maximum",keyword:"maximum",params:{comparison: "<=", limit: 64},message:"must be <= 64",schema:64,parentSchema:schema31.properties.hooks.properties.concurrency,data:data42};
if(vErrors === null){
vErrors = [err91];
}
else {
vErrors.push(err91);
}
errors++;
}
if(data42 < 1 || isNaN(data42)){
const err92 = {instancePath:instancePath+"/hooks/concurrency",schemaPath:"#/properties/hooks/properties/concurrency/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema31.properties.hooks.properties.concurrency,data:data42};
if(vErrors === null){
vErrors = [err92];
}
else {
vErrors.push(err92);
}
errors++;
}
}
}
if(data38.state_access !== undefined){
let data43 = data38.state_access;
if(typeof data43 !== "boolean"){
const err93 = {instancePath:instancePath+"/hooks/state_access",schemaPath:"#/properties/hooks/properties/state_access/type",keyword:"type",params:{type: "boolean"},message:"must be boolean",schema:schema31.properties.hooks.properties.state_access.type,parentSchema:schema31.properties.hooks.properties.state_access,data:data43};
if(vErrors === null){
vErrors = [err93];
}
else {
vErrors.push(err93);
}
errors++;
}
}
}
else {
const err94 = {instancePath:instancePath+"/hooks",schemaPath:"#/properties/hooks/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema31.properties.hooks.type,parentSchema:schema31.properties.hooks,data:data38};
if(vErrors === null){
vErrors = [err94];
}
else {
vErrors.push(err94);
}
errors++;
}
}
if(data.defaults !== undefined){
let data44 = data.defaults;
if(data44 && typeof data44 == "object" && !Array.isArray(data44)){
for(const key16 in data44){
if(!(func1.call(schema31.properties.defaults.properties, key16))){
const err95 = {instancePath:instancePath+"/defaults",schemaPath:"#/properties/defaults/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key16},message:"must NOT have additional properties",schema:false,parentSchema:schema31.properties.defaults,data:data44};
if(vErrors === null){
vErrors = [err95];
}
else {
vErrors.push(err95);
}
errors++;
}
}
if(data44.account_ids !== undefined){
if(!(validate23(data44.account_ids, {instancePath:instancePath+"/defaults/account_ids",parentData:data44,parentDataProperty:"account_ids",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate23.errors : vErrors.concat(validate23.errors);
errors = vErrors.length;
}
}
if(data44.split !== undefined){
if(!(validate25(data44.split, {instancePath:instancePath+"/defaults/split",parentData:data44,parentDataProperty:"split",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate25.errors : vErrors.concat(validate25.errors);
errors = vErrors.length;
}
}
if(data44.start_date !== undefined){
let data47 = data44.start_date;
if(typeof data47 === "string"){
if(!pattern17.test(data47)){
const err96 = {instancePath:instancePath+"/defaults/start_date",schemaPath:"#/$defs/bound/pattern",keyword:"pattern",params:{pattern: "^(?:(?:\\d{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\\d|30)|02-(?:0[1-9]|1\\d|2[0-8]))|(?:\\d\\d(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)-02-29)(?:T(?:[01]\\d|2[0-3]):[0-5]\\d(?::[0-5]\\d)?(?:Z|[+-](?:[01]\\d|2[0-3]):[0-5]\\d))?|(?:today|yesterday|(?:start|end)_of_(?:week|month|quarter|year))(?: *[+-] *\\d{1,4}(?:d|w|mo|q|y))*)$"},message:"must match pattern \""+"^(?:(?:\\d{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\\d|30)|02-(?:0[1-9]|1\\d|2[0-8]))|(?:\\d\\d(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)-02-29)(?:T(?:[01]\\d|2[0-3]):[0-5]\\d(?::[0-5]\\d)?(?:Z|[+-](?:[01]\\d|2[0-3]):[0-5]\\d))?|(?:today|yesterday|(?:start|end)_of_(?:week|month|quarter|year))(?: *[+-] *\\d{1,4}(?:d|w|mo|q|y))*)$"+"\"",schema:"^(?:(?:\\d{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\\d|30)|02-(?:0[1-9]|1\\d|2[0-8]))|(?:\\d\\d(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)-02-29)(?:T(?:[01]\\d|2[0-3]):[0-5]\\d(?::[0-5]\\d)?(?:Z|[+-](?:[01]\\d|2[0-3]):[0-5]\\d))?|(?:today|yesterday|(?:start|end)_of_(?:week|month|quarter|year))(?: *[+-] *\\d{1,4}(?:d|w|mo|q|y))*)$",parentSchema:schema45,data:data47};
if(vErrors === null){
vErrors = [err96];
}
else {
vErrors.push(err96);
}
errors++;
}
}
else {
const err97 = {instancePath:instancePath+"/defaults/start_date",schemaPath:"#/$defs/bound/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema45.type,parentSchema:schema45,data:data47};
if(vErrors === null){
vErrors = [err97];
}
else {
vErrors.push(err97);
}
errors++;
}
}
if(data44.end_date !== undefined){
let data48 = data44.end_date;
if(typeof data48 === "string"){
if(!pattern17.test(data48)){
const err98 = {instancePath:instancePath+"/defaults/end_date",schemaPath:"#/$defs/bound/pattern",keyword:"pattern",params:{pattern: "^(?:(?:\\d{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\\d|30)|02-(?:0[1-9]|1\\d|2[0-8]))|(?:\\d\\d(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)-02-29)(?:T(?:[01]\\d|2[0-3]):[0-5]\\d(?::[0-5]\\d)?(?:Z|[+-](?:[01]\\d|2[0-3]):[0-5]\\d))?|(?:today|yesterday|(?:start|end)_of_(?:week|month|quarter|year))(?: *[+-] *\\d{1,4}(?:d|w|mo|q|y))*)$"},message:"must match pattern \""+"^(?:(?:\\d{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\\d|30)|02-(?:0[1-9]|1\\d|2[0-8]))|(?:\\d\\d(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)-02-29)(?:T(?:[01]\\d|2[0-3]):[0-5]\\d(?::[0-5]\\d)?(?:Z|[+-](?:[01]\\d|2[0-3]):[0-5]\\d))?|(?:today|yesterday|(?:start|end)_of_(?:week|month|quarter|year))(?: *[+-] *\\d{1,4}(?:d|w|mo|q|y))*)$"+"\"",schema:"^(?:(?:\\d{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\\d|30)|02-(?:0[1-9]|1\\d|2[0-8]))|(?:\\d\\d(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)-02-29)(?:T(?:[01]\\d|2[0-3]):[0-5]\\d(?::[0-5]\\d)?(?:Z|[+-](?:[01]\\d|2[0-3]):[0-5]\\d))?|(?:today|yesterday|(?:start|end)_of_(?:week|month|quarter|year))(?: *[+-] *\\d{1,4}(?:d|w|mo|q|y))*)$",parentSchema:schema45,data:data48};
if(vErrors === null){
vErrors = [err98];
}
else {
vErrors.push(err98);
}
errors++;
}
}
else {
const err99 = {instancePath:instancePath+"/defaults/end_date",schemaPath:"#/$defs/bound/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema45.type,parentSchema:schema45,data:data48};
if(vErrors === null){
vErrors = [err99];
}
else {
vErrors.push(err99);
}
errors++;
}
}
if(data44.file_type !== undefined){
let data49 = data44.file_type;
if(typeof data49 !== "string"){
const err100 = {instancePath:instancePath+"/defaults/file_type",schemaPath:"#/$defs/fileType/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema47.type,parentSchema:schema47,data:data49};
if(vErrors === null){
vErrors = [err100];
}
else {
vErrors.push(err100);
}
errors++;
}
if(!(((data49 === "csv") || (data49 === "xlsx")) || (data49 === "zip"))){
const err101 = {instancePath:instancePath+"/defaults/file_type",schemaPath:"#/$defs/fileType/enum",keyword:"enum",params:{allowedValues: schema47.enum},message:"must be equal to one of the allowed values",schema:schema47.enum,parentSchema:schema47,data:data49};
if(vErrors === null){
vErrors = [err101];
}
else {
vErrors.push(err101);
}
errors++;
}
}
if(data44.output !== undefined){
let data50 = data44.output;
if(typeof data50 === "string"){
if(!pattern19.test(data50)){
const err102 = {instancePath:instancePath+"/defaults/output",schemaPath:"#/$defs/output/pattern",keyword:"pattern",params:{pattern: "^(?=.*\\S)(?:[^{}]|\\{(?:export|account|window|start|end|type|ext|address|fingerprint|as_of)\\})+$"},message:"must match pattern \""+"^(?=.*\\S)(?:[^{}]|\\{(?:export|account|window|start|end|type|ext|address|fingerprint|as_of)\\})+$"+"\"",schema:"^(?=.*\\S)(?:[^{}]|\\{(?:export|account|window|start|end|type|ext|address|fingerprint|as_of)\\})+$",parentSchema:schema48,data:data50};
if(vErrors === null){
vErrors = [err102];
}
else {
vErrors.push(err102);
}
errors++;
}
}
else {
const err103 = {instancePath:instancePath+"/defaults/output",schemaPath:"#/$defs/output/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema48.type,parentSchema:schema48,data:data50};
if(vErrors === null){
vErrors = [err103];
}
else {
vErrors.push(err103);
}
errors++;
}
}
if(data44.auto_start !== undefined){
let data51 = data44.auto_start;
if(typeof data51 !== "boolean"){
const err104 = {instancePath:instancePath+"/defaults/auto_start",schemaPath:"#/properties/defaults/properties/auto_start/type",keyword:"type",params:{type: "boolean"},message:"must be boolean",schema:schema31.properties.defaults.properties.auto_start.type,parentSchema:schema31.properties.defaults.properties.auto_start,data:data51};
if(vErrors === null){
vErrors = [err104];
}
else {
vErrors.push(err104);
}
errors++;
}
}
if(data44.max_credits !== undefined){
let data52 = data44.max_credits;
if((typeof data52 == "number") && (isFinite(data52))){
if(data52 < 0 || isNaN(data52)){
const err105 = {instancePath:instancePath+"/defaults/max_credits",schemaPath:"#/properties/defaults/properties/max_credits/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema31.properties.defaults.properties.max_credits,data:data52};
if(vErrors === null){
vErrors = [err105];
}
else {
vErrors.push(err105);
}
errors++;
}
}
else {
const err106 = {instancePath:instancePath+"/defaults/max_credits",schemaPath:"#/properties/defaults/properties/max_credits/type",keyword:"type",params:{type: "number"},message:"must be number",schema:schema31.properties.defaults.properties.max_credits.type,parentSchema:schema31.properties.defaults.properties.max_credits,data:data52};
if(vErrors === null){
vErrors = [err106];
}
else {
vErrors.push(err106);
}
errors++;
}
}
if(data44.retries !== undefined){
let data53 = data44.retries;
if(!(((typeof data53 == "number") && (!(data53 % 1) && !isNaN(data53))) && (isFinite(data53)))){
const err107 = {instancePath:instancePath+"/defaults/retries",schemaPath:"#/properties/defaults/properties/retries/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema31.properties.defaults.properties.retries.type,parentSchema:schema31.properties.defaults.properties.retries,data:data53};
if(vErrors === null){
vErrors = [err107];
}
else {
vErrors.push(err107);
}
errors++;
}
if((typeof data53 == "number") && (isFinite(data53))){
if(data53 > 10 || isNaN(data53)){
const err108 = {instancePath:instancePath+"/defaults/retries",schemaPath:"#/properties/defaults/properties/retries/maximum",keyword:"maximum",params:{comparison: "<=", limit: 10},message:"must be <= 10",schema:10,parentSchema:schema31.properties.defaults.properties.retries,data:data53};
if(vErrors === null){
vErrors = [err108];
}
else {
vErrors.push(err108);
}
errors++;
}
if(data53 < 0 || isNaN(data53)){
const err109 = {instancePath:instancePath+"/defaults/retries",schemaPath:"#/properties/defaults/properties/retries/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema31.properties.defaults.properties.retries,data:data53};
if(vErrors === null){
vErrors = [err109];
}
else {
vErrors.push(err109);
}
errors++;
}
}
}
if(data44.refresh !== undefined){
let data54 = data44.refresh;
if(typeof data54 === "string"){
if(!pattern20.test(data54)){
const err110 = {instancePath:instancePath+"/defaults/refresh",schemaPath:"#/$defs/refresh/pattern",keyword:"pattern",params:{pattern: "^(?:never|[1-9]\\d{0,3}(?:d|w|mo|q|y))$"},message:"must match pattern \""+"^(?:never|[1-9]\\d{0,3}(?:d|w|mo|q|y))$"+"\"",schema:"^(?:never|[1-9]\\d{0,3}(?:d|w|mo|q|y))$",parentSchema:schema49,data:data54};
if(vErrors === null){
vErrors = [err110];
}
else {
vErrors.push(err110);
}
errors++;
}
}
else {
const err111 = {instancePath:instancePath+"/defaults/refresh",schemaPath:"#/$defs/refresh/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema49.type,parentSchema:schema49,data:data54};
if(vErrors === null){
vErrors = [err111];
}
else {
vErrors.push(err111);
}
errors++;
}
}
if(data44.keep !== undefined){
let data55 = data44.keep;
if(!(((typeof data55 == "number") && (!(data55 % 1) && !isNaN(data55))) && (isFinite(data55)))){
const err112 = {instancePath:instancePath+"/defaults/keep",schemaPath:"#/properties/defaults/properties/keep/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema31.properties.defaults.properties.keep.type,parentSchema:schema31.properties.defaults.properties.keep,data:data55};
if(vErrors === null){
vErrors = [err112];
}
else {
vErrors.push(err112);
}
errors++;
}
if((typeof data55 == "number") && (isFinite(data55))){
if(data55 > 1000 || isNaN(data55)){
const err113 = {instancePath:instancePath+"/defaults/keep",schemaPath:"#/properties/defaults/properties/keep/maximum",keyword:"maximum",params:{comparison: "<=", limit: 1000},message:"must be <= 1000",schema:1000,parentSchema:schema31.properties.defaults.properties.keep,data:data55};
if(vErrors === null){
vErrors = [err113];
}
else {
vErrors.push(err113);
}
errors++;
}
if(data55 < 1 || isNaN(data55)){
const err114 = {instancePath:instancePath+"/defaults/keep",schemaPath:"#/properties/defaults/properties/keep/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema31.properties.defaults.properties.keep,data:data55};
if(vErrors === null){
vErrors = [err114];
}
else {
vErrors.push(err114);
}
errors++;
}
}
}
if(data44.settle_after !== undefined){
let data56 = data44.settle_after;
if(typeof data56 === "string"){
if(!pattern21.test(data56)){
const err115 = {instancePath:instancePath+"/defaults/settle_after",schemaPath:"#/$defs/period/pattern",keyword:"pattern",params:{pattern: "^[1-9]\\d{0,3}(?:d|w|mo|q|y)$"},message:"must match pattern \""+"^[1-9]\\d{0,3}(?:d|w|mo|q|y)$"+"\"",schema:"^[1-9]\\d{0,3}(?:d|w|mo|q|y)$",parentSchema:schema50,data:data56};
if(vErrors === null){
vErrors = [err115];
}
else {
vErrors.push(err115);
}
errors++;
}
}
else {
const err116 = {instancePath:instancePath+"/defaults/settle_after",schemaPath:"#/$defs/period/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema50.type,parentSchema:schema50,data:data56};
if(vErrors === null){
vErrors = [err116];
}
else {
vErrors.push(err116);
}
errors++;
}
}
if(data44.rebuy !== undefined){
if(!(validate27(data44.rebuy, {instancePath:instancePath+"/defaults/rebuy",parentData:data44,parentDataProperty:"rebuy",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate27.errors : vErrors.concat(validate27.errors);
errors = vErrors.length;
}
}
if(data44.exact !== undefined){
let data58 = data44.exact;
if(typeof data58 !== "boolean"){
const err117 = {instancePath:instancePath+"/defaults/exact",schemaPath:"#/properties/defaults/properties/exact/type",keyword:"type",params:{type: "boolean"},message:"must be boolean",schema:schema31.properties.defaults.properties.exact.type,parentSchema:schema31.properties.defaults.properties.exact,data:data58};
if(vErrors === null){
vErrors = [err117];
}
else {
vErrors.push(err117);
}
errors++;
}
}
if(data44.priority !== undefined){
let data59 = data44.priority;
if(!(((typeof data59 == "number") && (!(data59 % 1) && !isNaN(data59))) && (isFinite(data59)))){
const err118 = {instancePath:instancePath+"/defaults/priority",schemaPath:"#/properties/defaults/properties/priority/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema31.properties.defaults.properties.priority.type,parentSchema:schema31.properties.defaults.properties.priority,data:data59};
if(vErrors === null){
vErrors = [err118];
}
else {
vErrors.push(err118);
}
errors++;
}
if((typeof data59 == "number") && (isFinite(data59))){
if(data59 > 1000 || isNaN(data59)){
const err119 = {instancePath:instancePath+"/defaults/priority",schemaPath:"#/properties/defaults/properties/priority/maximum",keyword:"maximum",params:{comparison: "<=", limit: 1000},message:"must be <= 1000",schema:1000,parentSchema:schema31.properties.defaults.properties.priority,data:data59};
if(vErrors === null){
vErrors = [err119];
}
else {
vErrors.push(err119);
}
errors++;
}
if(data59 < -1000 || isNaN(data59)){
const err120 = {instancePath:instancePath+"/defaults/priority",schemaPath:"#/properties/defaults/properties/priority/minimum",keyword:"minimum",params:{comparison: ">=", limit: -1000},message:"must be >= -1000",schema:-1000,parentSchema:schema31.properties.defaults.properties.priority,data:data59};
if(vErrors === null){
vErrors = [err120];
}
else {
vErrors.push(err120);
}
errors++;
}
}
}
if(data44.order !== undefined){
let data60 = data44.order;
if(typeof data60 !== "string"){
const err121 = {instancePath:instancePath+"/defaults/order",schemaPath:"#/properties/defaults/properties/order/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema31.properties.defaults.properties.order.type,parentSchema:schema31.properties.defaults.properties.order,data:data60};
if(vErrors === null){
vErrors = [err121];
}
else {
vErrors.push(err121);
}
errors++;
}
if(!((data60 === "oldest") || (data60 === "newest"))){
const err122 = {instancePath:instancePath+"/defaults/order",schemaPath:"#/properties/defaults/properties/order/enum",keyword:"enum",params:{allowedValues: schema31.properties.defaults.properties.order.enum},message:"must be equal to one of the allowed values",schema:schema31.properties.defaults.properties.order.enum,parentSchema:schema31.properties.defaults.properties.order,data:data60};
if(vErrors === null){
vErrors = [err122];
}
else {
vErrors.push(err122);
}
errors++;
}
}
if(data44.hooks !== undefined){
if(!(validate29(data44.hooks, {instancePath:instancePath+"/defaults/hooks",parentData:data44,parentDataProperty:"hooks",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate29.errors : vErrors.concat(validate29.errors);
errors = vErrors.length;
}
}
}
else {
const err123 = {instancePath:instancePath+"/defaults",schemaPath:"#/properties/defaults/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema31.properties.defaults.type,parentSchema:schema31.properties.defaults,data:data44};
if(vErrors === null){
vErrors = [err123];
}
else {
vErrors.push(err123);
}
errors++;
}
}
if(data.exports !== undefined){
let data62 = data.exports;
if(data62 && typeof data62 == "object" && !Array.isArray(data62)){
if(Object.keys(data62).length < 1){
const err124 = {instancePath:instancePath+"/exports",schemaPath:"#/properties/exports/minProperties",keyword:"minProperties",params:{limit: 1},message:"must NOT have fewer than 1 properties",schema:1,parentSchema:schema31.properties.exports,data:data62};
if(vErrors === null){
vErrors = [err124];
}
else {
vErrors.push(err124);
}
errors++;
}
for(const key17 in data62){
const _errs166 = errors;
if(typeof key17 === "string"){
if(!pattern13.test(key17)){
const err125 = {instancePath:instancePath+"/exports",schemaPath:"#/$defs/exportName/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$"},message:"must match pattern \""+"^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$"+"\"",schema:"^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$",parentSchema:schema57,data:key17,propertyName:key17};
if(vErrors === null){
vErrors = [err125];
}
else {
vErrors.push(err125);
}
errors++;
}
}
else {
const err126 = {instancePath:instancePath+"/exports",schemaPath:"#/$defs/exportName/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema57.type,parentSchema:schema57,data:key17,propertyName:key17};
if(vErrors === null){
vErrors = [err126];
}
else {
vErrors.push(err126);
}
errors++;
}
var valid49 = _errs166 === errors;
if(!valid49){
const err127 = {instancePath:instancePath+"/exports",schemaPath:"#/properties/exports/propertyNames",keyword:"propertyNames",params:{propertyName: key17},message:"property name must be valid",schema:schema31.properties.exports.propertyNames,parentSchema:schema31.properties.exports,data:data62};
if(vErrors === null){
vErrors = [err127];
}
else {
vErrors.push(err127);
}
errors++;
}
}
for(const key18 in data62){
if(!(validate33(data62[key18], {instancePath:instancePath+"/exports/" + key18.replace(/~/g, "~0").replace(/\//g, "~1"),parentData:data62,parentDataProperty:key18,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate33.errors : vErrors.concat(validate33.errors);
errors = vErrors.length;
}
}
}
else {
const err128 = {instancePath:instancePath+"/exports",schemaPath:"#/properties/exports/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema31.properties.exports.type,parentSchema:schema31.properties.exports,data:data62};
if(vErrors === null){
vErrors = [err128];
}
else {
vErrors.push(err128);
}
errors++;
}
}
}
else {
const err129 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema31.type,parentSchema:schema31,data};
if(vErrors === null){
vErrors = [err129];
}
else {
vErrors.push(err129);
}
errors++;
}
validate20.errors = vErrors;
return errors === 0;
}
validate20.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};
