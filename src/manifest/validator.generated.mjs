// Generated from schema/exports.schema.json by scripts/build-validator.mjs.
"use strict";
export const validate = validate20;
export default validate20;
const schema31 = {"$schema":"https://json-schema.org/draft/2020-12/schema","$id":"urn:exporter:schema:exports:1","type":"object","required":["version","exports"],"additionalProperties":false,"patternProperties":{"^x-":{}},"properties":{"version":{"const":1},"accounts":{"type":"object","propertyNames":{"$ref":"#/$defs/accountName"},"additionalProperties":{"$ref":"#/$defs/accountId"}},"timezone":{"$ref":"#/$defs/text"},"budget":{"type":"object","additionalProperties":false,"properties":{"per_run":{"type":"number","minimum":0},"per_month":{"type":"number","minimum":0},"keep_balance":{"type":"number","minimum":0},"unknown_cost":{"enum":["block","allow"]}}},"prices":{"type":"object","additionalProperties":false,"properties":{"rows_per_credit":{"type":"number","exclusiveMinimum":0},"rows_per_account_day":{"type":"object","propertyNames":{"$ref":"#/$defs/knownType"},"additionalProperties":{"type":"number","minimum":0}}}},"rate":{"type":"object","additionalProperties":false,"properties":{"reserve":{"type":"integer","minimum":0}}},"max_requests":{"type":"integer","minimum":1},"hooks":{"type":"object","additionalProperties":false,"properties":{"after_run":{"type":"array","items":{"$ref":"#/$defs/runCommand"}},"timeout":{"$ref":"#/$defs/duration"},"concurrency":{"type":"integer","minimum":1,"maximum":64}}},"defaults":{"type":"object","additionalProperties":false,"properties":{"account_ids":{"$ref":"#/$defs/accountIds"},"split":{"$ref":"#/$defs/split"},"start_date":{"$ref":"#/$defs/bound"},"end_date":{"$ref":"#/$defs/bound"},"file_type":{"$ref":"#/$defs/fileType"},"output":{"$ref":"#/$defs/output"},"auto_start":{"type":"boolean"},"max_credits":{"type":"number","minimum":0},"retries":{"type":"integer","minimum":0,"maximum":10},"refresh":{"$ref":"#/$defs/refresh"},"keep":{"type":"integer","minimum":1,"maximum":1000},"settle_after":{"$ref":"#/$defs/period"},"rebuy":{"$ref":"#/$defs/rebuy"},"exact":{"type":"boolean"},"priority":{"type":"integer","minimum":-1000,"maximum":1000},"order":{"type":"string","enum":["oldest","newest"]},"hooks":{"$ref":"#/$defs/hooks"}}},"exports":{"type":"object","minProperties":1,"propertyNames":{"$ref":"#/$defs/exportName"},"additionalProperties":{"$ref":"#/$defs/export"}}},"allOf":[{"if":{"required":["defaults"],"properties":{"defaults":{"required":["start_date"]}}},"else":{"properties":{"exports":{"additionalProperties":{"required":["start_date"]}}}}},{"if":{"required":["defaults"],"properties":{"defaults":{"required":["end_date"]}}},"else":{"properties":{"exports":{"additionalProperties":{"required":["end_date"]}}}}},{"if":{"required":["defaults"],"properties":{"defaults":{"required":["account_ids"]}}},"else":{"properties":{"exports":{"additionalProperties":{"if":{"required":["type"],"properties":{"type":{"$ref":"#/$defs/knownType","not":{"const":"public_profiles"}}}},"then":{"required":["account_ids"]}}}}}}],"$defs":{"variable":{"type":"string","pattern":"\\$\\{env:[A-Za-z_][A-Za-z0-9_]*\\}"},"text":{"type":"string","pattern":"\\S"},"exportName":{"type":"string","pattern":"^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$"},"accountName":{"type":"string","pattern":"^(?!all$|acct?_)[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$"},"accountId":{"type":"string","pattern":"^acct?_[A-Za-z0-9_-]+$"},"accountIds":{"type":["string","array"],"if":{"type":"string"},"then":{"const":"all"},"minItems":1,"items":{"$ref":"#/$defs/accountRef"}},"accountRef":{"type":"string","pattern":"^(?!all$)[A-Za-z0-9][A-Za-z0-9_.-]*$"},"moment":{"type":"string","pattern":"^(?:\\d{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\\d|30)|02-(?:0[1-9]|1\\d|2[0-8]))|(?:\\d\\d(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)-02-29)(?:T(?:[01]\\d|2[0-3]):[0-5]\\d(?::[0-5]\\d)?(?:Z|[+-](?:[01]\\d|2[0-3]):[0-5]\\d))?$"},"bound":{"type":"string","pattern":"^(?:(?:\\d{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\\d|30)|02-(?:0[1-9]|1\\d|2[0-8]))|(?:\\d\\d(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)-02-29)(?:T(?:[01]\\d|2[0-3]):[0-5]\\d(?::[0-5]\\d)?(?:Z|[+-](?:[01]\\d|2[0-3]):[0-5]\\d))?|(?:today|yesterday|(?:start|end)_of_(?:week|month|quarter|year))(?: *[+-] *\\d{1,4}(?:d|w|mo|q|y))*)$"},"fileType":{"type":"string","enum":["csv","xlsx","zip"]},"output":{"type":"string","pattern":"^(?=.*\\S)(?:[^{}]|\\{(?:export|account|window|start|end|type|ext|address|fingerprint|as_of)\\})+$"},"hooks":{"type":"object","additionalProperties":false,"properties":{"after_download":{"type":"array","items":{"$ref":"#/$defs/fileCommand"}},"timeout":{"$ref":"#/$defs/duration"}}},"fileCommand":{"type":"array","minItems":1,"items":{"$ref":"#/$defs/fileWord"}},"fileWord":{"type":"string","pattern":"^(?=[\\s\\S]*\\S)(?:[^\\u0000{]|\\{(?!\\w+\\})|\\{(?:path|address|export|account|window|start|end|type|ext|fingerprint|as_of|rows|bytes|sha256|data_export_id|run_id)\\})+$"},"runCommand":{"type":"array","minItems":1,"items":{"$ref":"#/$defs/runWord"}},"runWord":{"type":"string","pattern":"^(?=[\\s\\S]*\\S)(?:[^\\u0000{]|\\{(?!\\w+\\})|\\{(?:run_id|report|charged|done|kept|failed|blocked|incomplete|pending)\\})+$"},"duration":{"type":"string","pattern":"^(?:[1-9]\\d{0,4}s|[1-9]\\d{0,3}m|[1-9]\\d?h)$"},"period":{"type":"string","pattern":"^[1-9]\\d{0,3}(?:d|w|mo|q|y)$"},"refresh":{"type":"string","pattern":"^(?:never|[1-9]\\d{0,3}(?:d|w|mo|q|y))$"},"rebuy":{"type":"object","additionalProperties":false,"required":["window","every"],"properties":{"window":{"type":"string","pattern":"^last [1-9]\\d{0,2}$"},"every":{"$ref":"#/$defs/period"}}},"splitPeriod":{"type":"string","enum":["day","week","month","quarter","year"]},"split":{"type":["string","object"],"if":{"type":"string"},"then":{"$ref":"#/$defs/splitPeriod"},"minProperties":1,"additionalProperties":false,"properties":{"by":{"$ref":"#/$defs/splitPeriod"},"account":{"type":"boolean"},"open_window":{"type":"string","enum":["skip","include"]},"week_start":{"type":"string","enum":["monday","tuesday","wednesday","thursday","friday","saturday","sunday"]}}},"knownType":{"enum":["transactions","payouts","chargebacks","chat_messages","media_vault","trial_links","tracking_links","smart_links","fans","followings","public_profiles","profile_visitors"]},"optionsNone":{"type":"object","additionalProperties":false},"optionsChatMessages":{"type":"object","required":["maxMessages"],"additionalProperties":false,"properties":{"maxMessages":{"type":"integer","minimum":1,"maximum":10000000},"maxChats":{"type":"integer","minimum":1},"skipMassMessages":{"type":"boolean"},"chatIds":{"type":"array","minItems":1,"items":{"type":["integer","string"],"minimum":1,"maximum":9007199254740991,"pattern":"^[1-9][0-9]{0,14}$"}}}},"optionsMediaVault":{"type":"object","required":["mediaType"],"additionalProperties":false,"properties":{"mediaType":{"type":"string","enum":["all","photo","gif","video","audio"]}}},"optionsFans":{"type":"object","required":["type"],"additionalProperties":false,"properties":{"type":{"type":"string","enum":["all","active","expired","latest"]}}},"optionsFollowings":{"type":"object","required":["type"],"additionalProperties":false,"properties":{"type":{"type":"string","enum":["all","active","expired"]}}},"optionsPublicProfiles":{"type":"object","additionalProperties":false,"properties":{"query":{"$ref":"#/$defs/text"},"gender":{"type":"string","enum":["male","female","trans","couple"]},"minSubscribePrice":{"type":"number","minimum":0},"maxSubscribePrice":{"type":"number","minimum":0},"location":{"$ref":"#/$defs/text"},"minPostsCount":{"type":"integer","minimum":0},"minPhotosCount":{"type":"integer","minimum":0},"minVideosCount":{"type":"integer","minimum":0},"minSubscribersCount":{"type":"integer","minimum":0},"maxSubscribersCount":{"type":"integer","minimum":0},"minJoinDate":{"$ref":"#/$defs/moment"},"minLastSeenAt":{"$ref":"#/$defs/moment"},"createdAtFrom":{"$ref":"#/$defs/moment"},"createdAtTo":{"$ref":"#/$defs/moment"},"instagram":{"type":["string","boolean"],"pattern":"\\S"},"twitter":{"type":["string","boolean"],"pattern":"\\S"},"tiktok":{"type":["string","boolean"],"pattern":"\\S"},"maxResults":{"type":"integer","minimum":1}}},"export":{"type":"object","required":["type"],"additionalProperties":false,"properties":{"type":{"type":"string","pattern":"^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$"},"account_ids":{"$ref":"#/$defs/accountIds"},"split":{"$ref":"#/$defs/split"},"start_date":{"$ref":"#/$defs/bound"},"end_date":{"$ref":"#/$defs/bound"},"file_type":{"$ref":"#/$defs/fileType"},"export_columns":{"type":"array","minItems":1,"uniqueItems":true,"items":{"type":"string","$ref":"#/$defs/text"}},"options":{"type":"object","additionalProperties":{"type":["string","number","boolean","array"],"items":{"type":["string","number"]}}},"auto_start":{"type":"boolean"},"max_credits":{"type":"number","minimum":0},"retries":{"type":"integer","minimum":0,"maximum":10},"refresh":{"$ref":"#/$defs/refresh"},"keep":{"type":"integer","minimum":1,"maximum":1000},"settle_after":{"$ref":"#/$defs/period"},"rebuy":{"$ref":"#/$defs/rebuy"},"exact":{"type":"boolean"},"priority":{"type":"integer","minimum":-1000,"maximum":1000},"order":{"type":"string","enum":["oldest","newest"]},"output":{"$ref":"#/$defs/output"},"hooks":{"$ref":"#/$defs/hooks"},"allow_unknown_type":{"type":"boolean"}},"allOf":[{"if":{"required":["allow_unknown_type"],"properties":{"allow_unknown_type":{"const":true}}},"else":{"properties":{"type":{"$ref":"#/$defs/knownType"}}}},{"if":{"required":["type"],"properties":{"type":{"const":"media_vault"}}},"then":{"properties":{"file_type":{"const":"zip"}}}},{"if":{"required":["type"],"properties":{"type":{"$ref":"#/$defs/knownType","not":{"const":"media_vault"}}}},"then":{"properties":{"file_type":{"enum":["csv","xlsx"]}}}},{"if":{"required":["type"],"properties":{"type":{"enum":["transactions","payouts","chargebacks","trial_links","tracking_links","smart_links","profile_visitors"]}}},"then":{"properties":{"options":{"$ref":"#/$defs/optionsNone"}}}},{"if":{"required":["type"],"properties":{"type":{"const":"chat_messages"}}},"then":{"required":["options"],"properties":{"options":{"$ref":"#/$defs/optionsChatMessages"}}}},{"if":{"required":["type"],"properties":{"type":{"const":"media_vault"}}},"then":{"required":["options"],"properties":{"options":{"$ref":"#/$defs/optionsMediaVault"}}}},{"if":{"required":["type"],"properties":{"type":{"const":"fans"}}},"then":{"required":["options"],"properties":{"options":{"$ref":"#/$defs/optionsFans"}}}},{"if":{"required":["type"],"properties":{"type":{"const":"followings"}}},"then":{"required":["options"],"properties":{"options":{"$ref":"#/$defs/optionsFollowings"}}}},{"if":{"required":["type"],"properties":{"type":{"const":"public_profiles"}}},"then":{"properties":{"options":{"$ref":"#/$defs/optionsPublicProfiles"}}}}]}}};
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
const pattern9 = new RegExp("^(?:[1-9]\\d{0,4}s|[1-9]\\d{0,3}m|[1-9]\\d?h)$", "u");
const pattern11 = new RegExp("^(?:(?:\\d{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\\d|30)|02-(?:0[1-9]|1\\d|2[0-8]))|(?:\\d\\d(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)-02-29)(?:T(?:[01]\\d|2[0-3]):[0-5]\\d(?::[0-5]\\d)?(?:Z|[+-](?:[01]\\d|2[0-3]):[0-5]\\d))?|(?:today|yesterday|(?:start|end)_of_(?:week|month|quarter|year))(?: *[+-] *\\d{1,4}(?:d|w|mo|q|y))*)$", "u");
const pattern13 = new RegExp("^(?=.*\\S)(?:[^{}]|\\{(?:export|account|window|start|end|type|ext|address|fingerprint|as_of)\\})+$", "u");
const pattern14 = new RegExp("^(?:never|[1-9]\\d{0,3}(?:d|w|mo|q|y))$", "u");
const pattern15 = new RegExp("^[1-9]\\d{0,3}(?:d|w|mo|q|y)$", "u");
const pattern20 = new RegExp("^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$", "u");
const schema37 = {"type":"array","minItems":1,"items":{"$ref":"#/$defs/runWord"}};
const schema38 = {"type":"string","pattern":"^(?=[\\s\\S]*\\S)(?:[^\\u0000{]|\\{(?!\\w+\\})|\\{(?:run_id|report|charged|done|kept|failed|blocked|incomplete|pending)\\})+$"};
const pattern8 = new RegExp("^(?=[\\s\\S]*\\S)(?:[^\\u0000{]|\\{(?!\\w+\\})|\\{(?:run_id|report|charged|done|kept|failed|blocked|incomplete|pending)\\})+$", "u");

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
if(!pattern8.test(data0)){
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
const pattern10 = new RegExp("^(?!all$)[A-Za-z0-9][A-Za-z0-9_.-]*$", "u");

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
if(!pattern10.test(data0)){
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
const pattern16 = new RegExp("^last [1-9]\\d{0,2}$", "u");

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
if(!pattern16.test(data0)){
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
if(!pattern15.test(data1)){
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
const pattern18 = new RegExp("^(?=[\\s\\S]*\\S)(?:[^\\u0000{]|\\{(?!\\w+\\})|\\{(?:path|address|export|account|window|start|end|type|ext|fingerprint|as_of|rows|bytes|sha256|data_export_id|run_id)\\})+$", "u");

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
if(!pattern18.test(data0)){
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
if(!pattern9.test(data2)){
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

const schema58 = {"type":"object","required":["type"],"additionalProperties":false,"properties":{"type":{"type":"string","pattern":"^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$"},"account_ids":{"$ref":"#/$defs/accountIds"},"split":{"$ref":"#/$defs/split"},"start_date":{"$ref":"#/$defs/bound"},"end_date":{"$ref":"#/$defs/bound"},"file_type":{"$ref":"#/$defs/fileType"},"export_columns":{"type":"array","minItems":1,"uniqueItems":true,"items":{"type":"string","$ref":"#/$defs/text"}},"options":{"type":"object","additionalProperties":{"type":["string","number","boolean","array"],"items":{"type":["string","number"]}}},"auto_start":{"type":"boolean"},"max_credits":{"type":"number","minimum":0},"retries":{"type":"integer","minimum":0,"maximum":10},"refresh":{"$ref":"#/$defs/refresh"},"keep":{"type":"integer","minimum":1,"maximum":1000},"settle_after":{"$ref":"#/$defs/period"},"rebuy":{"$ref":"#/$defs/rebuy"},"exact":{"type":"boolean"},"priority":{"type":"integer","minimum":-1000,"maximum":1000},"order":{"type":"string","enum":["oldest","newest"]},"output":{"$ref":"#/$defs/output"},"hooks":{"$ref":"#/$defs/hooks"},"allow_unknown_type":{"type":"boolean"}},"allOf":[{"if":{"required":["allow_unknown_type"],"properties":{"allow_unknown_type":{"const":true}}},"else":{"properties":{"type":{"$ref":"#/$defs/knownType"}}}},{"if":{"required":["type"],"properties":{"type":{"const":"media_vault"}}},"then":{"properties":{"file_type":{"const":"zip"}}}},{"if":{"required":["type"],"properties":{"type":{"$ref":"#/$defs/knownType","not":{"const":"media_vault"}}}},"then":{"properties":{"file_type":{"enum":["csv","xlsx"]}}}},{"if":{"required":["type"],"properties":{"type":{"enum":["transactions","payouts","chargebacks","trial_links","tracking_links","smart_links","profile_visitors"]}}},"then":{"properties":{"options":{"$ref":"#/$defs/optionsNone"}}}},{"if":{"required":["type"],"properties":{"type":{"const":"chat_messages"}}},"then":{"required":["options"],"properties":{"options":{"$ref":"#/$defs/optionsChatMessages"}}}},{"if":{"required":["type"],"properties":{"type":{"const":"media_vault"}}},"then":{"required":["options"],"properties":{"options":{"$ref":"#/$defs/optionsMediaVault"}}}},{"if":{"required":["type"],"properties":{"type":{"const":"fans"}}},"then":{"required":["options"],"properties":{"options":{"$ref":"#/$defs/optionsFans"}}}},{"if":{"required":["type"],"properties":{"type":{"const":"followings"}}},"then":{"required":["options"],"properties":{"options":{"$ref":"#/$defs/optionsFollowings"}}}},{"if":{"required":["type"],"properties":{"type":{"const":"public_profiles"}}},"then":{"properties":{"options":{"$ref":"#/$defs/optionsPublicProfiles"}}}}]};
const schema61 = {"type":"object","additionalProperties":false};
const schema62 = {"type":"object","required":["maxMessages"],"additionalProperties":false,"properties":{"maxMessages":{"type":"integer","minimum":1,"maximum":10000000},"maxChats":{"type":"integer","minimum":1},"skipMassMessages":{"type":"boolean"},"chatIds":{"type":"array","minItems":1,"items":{"type":["integer","string"],"minimum":1,"maximum":9007199254740991,"pattern":"^[1-9][0-9]{0,14}$"}}}};
const schema63 = {"type":"object","required":["mediaType"],"additionalProperties":false,"properties":{"mediaType":{"type":"string","enum":["all","photo","gif","video","audio"]}}};
const schema64 = {"type":"object","required":["type"],"additionalProperties":false,"properties":{"type":{"type":"string","enum":["all","active","expired","latest"]}}};
const schema65 = {"type":"object","required":["type"],"additionalProperties":false,"properties":{"type":{"type":"string","enum":["all","active","expired"]}}};
const pattern21 = new RegExp("^[1-9][0-9]{0,14}$", "u");
const schema66 = {"type":"object","additionalProperties":false,"properties":{"query":{"$ref":"#/$defs/text"},"gender":{"type":"string","enum":["male","female","trans","couple"]},"minSubscribePrice":{"type":"number","minimum":0},"maxSubscribePrice":{"type":"number","minimum":0},"location":{"$ref":"#/$defs/text"},"minPostsCount":{"type":"integer","minimum":0},"minPhotosCount":{"type":"integer","minimum":0},"minVideosCount":{"type":"integer","minimum":0},"minSubscribersCount":{"type":"integer","minimum":0},"maxSubscribersCount":{"type":"integer","minimum":0},"minJoinDate":{"$ref":"#/$defs/moment"},"minLastSeenAt":{"$ref":"#/$defs/moment"},"createdAtFrom":{"$ref":"#/$defs/moment"},"createdAtTo":{"$ref":"#/$defs/moment"},"instagram":{"type":["string","boolean"],"pattern":"\\S"},"twitter":{"type":["string","boolean"],"pattern":"\\S"},"tiktok":{"type":["string","boolean"],"pattern":"\\S"},"maxResults":{"type":"integer","minimum":1}}};
const schema69 = {"type":"string","pattern":"^(?:\\d{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\\d|30)|02-(?:0[1-9]|1\\d|2[0-8]))|(?:\\d\\d(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)-02-29)(?:T(?:[01]\\d|2[0-3]):[0-5]\\d(?::[0-5]\\d)?(?:Z|[+-](?:[01]\\d|2[0-3]):[0-5]\\d))?$"};
const pattern24 = new RegExp("^(?:\\d{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\\d|30)|02-(?:0[1-9]|1\\d|2[0-8]))|(?:\\d\\d(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)-02-29)(?:T(?:[01]\\d|2[0-3]):[0-5]\\d(?::[0-5]\\d)?(?:Z|[+-](?:[01]\\d|2[0-3]):[0-5]\\d))?$", "u");

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
if(!(func1.call(schema66.properties, key0))){
const err0 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema66,data};
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
const err3 = {instancePath:instancePath+"/gender",schemaPath:"#/properties/gender/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema66.properties.gender.type,parentSchema:schema66.properties.gender,data:data1};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
if(!((((data1 === "male") || (data1 === "female")) || (data1 === "trans")) || (data1 === "couple"))){
const err4 = {instancePath:instancePath+"/gender",schemaPath:"#/properties/gender/enum",keyword:"enum",params:{allowedValues: schema66.properties.gender.enum},message:"must be equal to one of the allowed values",schema:schema66.properties.gender.enum,parentSchema:schema66.properties.gender,data:data1};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
if(data.minSubscribePrice !== undefined){
let data2 = data.minSubscribePrice;
if((typeof data2 == "number") && (isFinite(data2))){
if(data2 < 0 || isNaN(data2)){
const err5 = {instancePath:instancePath+"/minSubscribePrice",schemaPath:"#/properties/minSubscribePrice/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema66.properties.minSubscribePrice,data:data2};
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
const err6 = {instancePath:instancePath+"/minSubscribePrice",schemaPath:"#/properties/minSubscribePrice/type",keyword:"type",params:{type: "number"},message:"must be number",schema:schema66.properties.minSubscribePrice.type,parentSchema:schema66.properties.minSubscribePrice,data:data2};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
if(data.maxSubscribePrice !== undefined){
let data3 = data.maxSubscribePrice;
if((typeof data3 == "number") && (isFinite(data3))){
if(data3 < 0 || isNaN(data3)){
const err7 = {instancePath:instancePath+"/maxSubscribePrice",schemaPath:"#/properties/maxSubscribePrice/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema66.properties.maxSubscribePrice,data:data3};
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
const err8 = {instancePath:instancePath+"/maxSubscribePrice",schemaPath:"#/properties/maxSubscribePrice/type",keyword:"type",params:{type: "number"},message:"must be number",schema:schema66.properties.maxSubscribePrice.type,parentSchema:schema66.properties.maxSubscribePrice,data:data3};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
if(data.location !== undefined){
let data4 = data.location;
if(typeof data4 === "string"){
if(!pattern7.test(data4)){
const err9 = {instancePath:instancePath+"/location",schemaPath:"#/$defs/text/pattern",keyword:"pattern",params:{pattern: "\\S"},message:"must match pattern \""+"\\S"+"\"",schema:"\\S",parentSchema:schema35,data:data4};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
else {
const err10 = {instancePath:instancePath+"/location",schemaPath:"#/$defs/text/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema35.type,parentSchema:schema35,data:data4};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
if(data.minPostsCount !== undefined){
let data5 = data.minPostsCount;
if(!(((typeof data5 == "number") && (!(data5 % 1) && !isNaN(data5))) && (isFinite(data5)))){
const err11 = {instancePath:instancePath+"/minPostsCount",schemaPath:"#/properties/minPostsCount/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema66.properties.minPostsCount.type,parentSchema:schema66.properties.minPostsCount,data:data5};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
if((typeof data5 == "number") && (isFinite(data5))){
if(data5 < 0 || isNaN(data5)){
const err12 = {instancePath:instancePath+"/minPostsCount",schemaPath:"#/properties/minPostsCount/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema66.properties.minPostsCount,data:data5};
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
if(data.minPhotosCount !== undefined){
let data6 = data.minPhotosCount;
if(!(((typeof data6 == "number") && (!(data6 % 1) && !isNaN(data6))) && (isFinite(data6)))){
const err13 = {instancePath:instancePath+"/minPhotosCount",schemaPath:"#/properties/minPhotosCount/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema66.properties.minPhotosCount.type,parentSchema:schema66.properties.minPhotosCount,data:data6};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
if((typeof data6 == "number") && (isFinite(data6))){
if(data6 < 0 || isNaN(data6)){
const err14 = {instancePath:instancePath+"/minPhotosCount",schemaPath:"#/properties/minPhotosCount/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema66.properties.minPhotosCount,data:data6};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
}
if(data.minVideosCount !== undefined){
let data7 = data.minVideosCount;
if(!(((typeof data7 == "number") && (!(data7 % 1) && !isNaN(data7))) && (isFinite(data7)))){
const err15 = {instancePath:instancePath+"/minVideosCount",schemaPath:"#/properties/minVideosCount/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema66.properties.minVideosCount.type,parentSchema:schema66.properties.minVideosCount,data:data7};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
if((typeof data7 == "number") && (isFinite(data7))){
if(data7 < 0 || isNaN(data7)){
const err16 = {instancePath:instancePath+"/minVideosCount",schemaPath:"#/properties/minVideosCount/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema66.properties.minVideosCount,data:data7};
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
if(data.minSubscribersCount !== undefined){
let data8 = data.minSubscribersCount;
if(!(((typeof data8 == "number") && (!(data8 % 1) && !isNaN(data8))) && (isFinite(data8)))){
const err17 = {instancePath:instancePath+"/minSubscribersCount",schemaPath:"#/properties/minSubscribersCount/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema66.properties.minSubscribersCount.type,parentSchema:schema66.properties.minSubscribersCount,data:data8};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
if((typeof data8 == "number") && (isFinite(data8))){
if(data8 < 0 || isNaN(data8)){
const err18 = {instancePath:instancePath+"/minSubscribersCount",schemaPath:"#/properties/minSubscribersCount/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema66.properties.minSubscribersCount,data:data8};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
}
if(data.maxSubscribersCount !== undefined){
let data9 = data.maxSubscribersCount;
if(!(((typeof data9 == "number") && (!(data9 % 1) && !isNaN(data9))) && (isFinite(data9)))){
const err19 = {instancePath:instancePath+"/maxSubscribersCount",schemaPath:"#/properties/maxSubscribersCount/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema66.properties.maxSubscribersCount.type,parentSchema:schema66.properties.maxSubscribersCount,data:data9};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
if((typeof data9 == "number") && (isFinite(data9))){
if(data9 < 0 || isNaN(data9)){
const err20 = {instancePath:instancePath+"/maxSubscribersCount",schemaPath:"#/properties/maxSubscribersCount/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema66.properties.maxSubscribersCount,data:data9};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
}
if(data.minJoinDate !== undefined){
let data10 = data.minJoinDate;
if(typeof data10 === "string"){
if(!pattern24.test(data10)){
const err21 = {instancePath:instancePath+"/minJoinDate",schemaPath:"#/$defs/moment/pattern",keyword:"pattern",params:{pattern: "^(?:\\d{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\\d|30)|02-(?:0[1-9]|1\\d|2[0-8]))|(?:\\d\\d(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)-02-29)(?:T(?:[01]\\d|2[0-3]):[0-5]\\d(?::[0-5]\\d)?(?:Z|[+-](?:[01]\\d|2[0-3]):[0-5]\\d))?$"},message:"must match pattern \""+"^(?:\\d{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\\d|30)|02-(?:0[1-9]|1\\d|2[0-8]))|(?:\\d\\d(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)-02-29)(?:T(?:[01]\\d|2[0-3]):[0-5]\\d(?::[0-5]\\d)?(?:Z|[+-](?:[01]\\d|2[0-3]):[0-5]\\d))?$"+"\"",schema:"^(?:\\d{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\\d|30)|02-(?:0[1-9]|1\\d|2[0-8]))|(?:\\d\\d(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)-02-29)(?:T(?:[01]\\d|2[0-3]):[0-5]\\d(?::[0-5]\\d)?(?:Z|[+-](?:[01]\\d|2[0-3]):[0-5]\\d))?$",parentSchema:schema69,data:data10};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
}
else {
const err22 = {instancePath:instancePath+"/minJoinDate",schemaPath:"#/$defs/moment/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema69.type,parentSchema:schema69,data:data10};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
}
if(data.minLastSeenAt !== undefined){
let data11 = data.minLastSeenAt;
if(typeof data11 === "string"){
if(!pattern24.test(data11)){
const err23 = {instancePath:instancePath+"/minLastSeenAt",schemaPath:"#/$defs/moment/pattern",keyword:"pattern",params:{pattern: "^(?:\\d{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\\d|30)|02-(?:0[1-9]|1\\d|2[0-8]))|(?:\\d\\d(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)-02-29)(?:T(?:[01]\\d|2[0-3]):[0-5]\\d(?::[0-5]\\d)?(?:Z|[+-](?:[01]\\d|2[0-3]):[0-5]\\d))?$"},message:"must match pattern \""+"^(?:\\d{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\\d|30)|02-(?:0[1-9]|1\\d|2[0-8]))|(?:\\d\\d(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)-02-29)(?:T(?:[01]\\d|2[0-3]):[0-5]\\d(?::[0-5]\\d)?(?:Z|[+-](?:[01]\\d|2[0-3]):[0-5]\\d))?$"+"\"",schema:"^(?:\\d{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\\d|30)|02-(?:0[1-9]|1\\d|2[0-8]))|(?:\\d\\d(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)-02-29)(?:T(?:[01]\\d|2[0-3]):[0-5]\\d(?::[0-5]\\d)?(?:Z|[+-](?:[01]\\d|2[0-3]):[0-5]\\d))?$",parentSchema:schema69,data:data11};
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
const err24 = {instancePath:instancePath+"/minLastSeenAt",schemaPath:"#/$defs/moment/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema69.type,parentSchema:schema69,data:data11};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
}
if(data.createdAtFrom !== undefined){
let data12 = data.createdAtFrom;
if(typeof data12 === "string"){
if(!pattern24.test(data12)){
const err25 = {instancePath:instancePath+"/createdAtFrom",schemaPath:"#/$defs/moment/pattern",keyword:"pattern",params:{pattern: "^(?:\\d{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\\d|30)|02-(?:0[1-9]|1\\d|2[0-8]))|(?:\\d\\d(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)-02-29)(?:T(?:[01]\\d|2[0-3]):[0-5]\\d(?::[0-5]\\d)?(?:Z|[+-](?:[01]\\d|2[0-3]):[0-5]\\d))?$"},message:"must match pattern \""+"^(?:\\d{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\\d|30)|02-(?:0[1-9]|1\\d|2[0-8]))|(?:\\d\\d(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)-02-29)(?:T(?:[01]\\d|2[0-3]):[0-5]\\d(?::[0-5]\\d)?(?:Z|[+-](?:[01]\\d|2[0-3]):[0-5]\\d))?$"+"\"",schema:"^(?:\\d{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\\d|30)|02-(?:0[1-9]|1\\d|2[0-8]))|(?:\\d\\d(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)-02-29)(?:T(?:[01]\\d|2[0-3]):[0-5]\\d(?::[0-5]\\d)?(?:Z|[+-](?:[01]\\d|2[0-3]):[0-5]\\d))?$",parentSchema:schema69,data:data12};
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
const err26 = {instancePath:instancePath+"/createdAtFrom",schemaPath:"#/$defs/moment/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema69.type,parentSchema:schema69,data:data12};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
}
if(data.createdAtTo !== undefined){
let data13 = data.createdAtTo;
if(typeof data13 === "string"){
if(!pattern24.test(data13)){
const err27 = {instancePath:instancePath+"/createdAtTo",schemaPath:"#/$defs/moment/pattern",keyword:"pattern",params:{pattern: "^(?:\\d{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\\d|30)|02-(?:0[1-9]|1\\d|2[0-8]))|(?:\\d\\d(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)-02-29)(?:T(?:[01]\\d|2[0-3]):[0-5]\\d(?::[0-5]\\d)?(?:Z|[+-](?:[01]\\d|2[0-3]):[0-5]\\d))?$"},message:"must match pattern \""+"^(?:\\d{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\\d|30)|02-(?:0[1-9]|1\\d|2[0-8]))|(?:\\d\\d(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)-02-29)(?:T(?:[01]\\d|2[0-3]):[0-5]\\d(?::[0-5]\\d)?(?:Z|[+-](?:[01]\\d|2[0-3]):[0-5]\\d))?$"+"\"",schema:"^(?:\\d{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\\d|30)|02-(?:0[1-9]|1\\d|2[0-8]))|(?:\\d\\d(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)-02-29)(?:T(?:[01]\\d|2[0-3]):[0-5]\\d(?::[0-5]\\d)?(?:Z|[+-](?:[01]\\d|2[0-3]):[0-5]\\d))?$",parentSchema:schema69,data:data13};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
}
else {
const err28 = {instancePath:instancePath+"/createdAtTo",schemaPath:"#/$defs/moment/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema69.type,parentSchema:schema69,data:data13};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
}
if(data.instagram !== undefined){
let data14 = data.instagram;
if((typeof data14 !== "string") && (typeof data14 !== "boolean")){
const err29 = {instancePath:instancePath+"/instagram",schemaPath:"#/properties/instagram/type",keyword:"type",params:{type: schema66.properties.instagram.type},message:"must be string,boolean",schema:schema66.properties.instagram.type,parentSchema:schema66.properties.instagram,data:data14};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
if(typeof data14 === "string"){
if(!pattern7.test(data14)){
const err30 = {instancePath:instancePath+"/instagram",schemaPath:"#/properties/instagram/pattern",keyword:"pattern",params:{pattern: "\\S"},message:"must match pattern \""+"\\S"+"\"",schema:"\\S",parentSchema:schema66.properties.instagram,data:data14};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
}
}
if(data.twitter !== undefined){
let data15 = data.twitter;
if((typeof data15 !== "string") && (typeof data15 !== "boolean")){
const err31 = {instancePath:instancePath+"/twitter",schemaPath:"#/properties/twitter/type",keyword:"type",params:{type: schema66.properties.twitter.type},message:"must be string,boolean",schema:schema66.properties.twitter.type,parentSchema:schema66.properties.twitter,data:data15};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
if(typeof data15 === "string"){
if(!pattern7.test(data15)){
const err32 = {instancePath:instancePath+"/twitter",schemaPath:"#/properties/twitter/pattern",keyword:"pattern",params:{pattern: "\\S"},message:"must match pattern \""+"\\S"+"\"",schema:"\\S",parentSchema:schema66.properties.twitter,data:data15};
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
if(data.tiktok !== undefined){
let data16 = data.tiktok;
if((typeof data16 !== "string") && (typeof data16 !== "boolean")){
const err33 = {instancePath:instancePath+"/tiktok",schemaPath:"#/properties/tiktok/type",keyword:"type",params:{type: schema66.properties.tiktok.type},message:"must be string,boolean",schema:schema66.properties.tiktok.type,parentSchema:schema66.properties.tiktok,data:data16};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
if(typeof data16 === "string"){
if(!pattern7.test(data16)){
const err34 = {instancePath:instancePath+"/tiktok",schemaPath:"#/properties/tiktok/pattern",keyword:"pattern",params:{pattern: "\\S"},message:"must match pattern \""+"\\S"+"\"",schema:"\\S",parentSchema:schema66.properties.tiktok,data:data16};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
}
}
}
if(data.maxResults !== undefined){
let data17 = data.maxResults;
if(!(((typeof data17 == "number") && (!(data17 % 1) && !isNaN(data17))) && (isFinite(data17)))){
const err35 = {instancePath:instancePath+"/maxResults",schemaPath:"#/properties/maxResults/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema66.properties.maxResults.type,parentSchema:schema66.properties.maxResults,data:data17};
if(vErrors === null){
vErrors = [err35];
}
else {
vErrors.push(err35);
}
errors++;
}
if((typeof data17 == "number") && (isFinite(data17))){
if(data17 < 1 || isNaN(data17)){
const err36 = {instancePath:instancePath+"/maxResults",schemaPath:"#/properties/maxResults/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema66.properties.maxResults,data:data17};
if(vErrors === null){
vErrors = [err36];
}
else {
vErrors.push(err36);
}
errors++;
}
}
}
}
else {
const err37 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema66.type,parentSchema:schema66,data};
if(vErrors === null){
vErrors = [err37];
}
else {
vErrors.push(err37);
}
errors++;
}
validate34.errors = vErrors;
return errors === 0;
}
validate34.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};


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
if((data.allow_unknown_type === undefined) && (missing0 = "allow_unknown_type")){
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
if(data.allow_unknown_type !== undefined){
if(true !== data.allow_unknown_type){
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
if(data.type !== undefined){
let data1 = data.type;
if(!((((((((((((data1 === "transactions") || (data1 === "payouts")) || (data1 === "chargebacks")) || (data1 === "chat_messages")) || (data1 === "media_vault")) || (data1 === "trial_links")) || (data1 === "tracking_links")) || (data1 === "smart_links")) || (data1 === "fans")) || (data1 === "followings")) || (data1 === "public_profiles")) || (data1 === "profile_visitors"))){
const err2 = {instancePath:instancePath+"/type",schemaPath:"#/$defs/knownType/enum",keyword:"enum",params:{allowedValues: schema32.enum},message:"must be equal to one of the allowed values",schema:schema32.enum,parentSchema:schema32,data:data1};
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
var _valid0 = _errs5 === errors;
valid1 = _valid0;
if(valid1){
var props0 = {};
props0.type = true;
props0.allow_unknown_type = true;
}
}
if(!valid1){
const err3 = {instancePath,schemaPath:"#/allOf/0/if",keyword:"if",params:{failingKeyword: "else"},message:"must match \"else\" schema",schema:schema58.allOf[0].if,parentSchema:schema58.allOf[0],data};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
const _errs9 = errors;
let valid5 = true;
const _errs10 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
let missing1;
if((data.type === undefined) && (missing1 = "type")){
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
if(data.type !== undefined){
if("media_vault" !== data.type){
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
var _valid1 = _errs10 === errors;
errors = _errs9;
if(vErrors !== null){
if(_errs9){
vErrors.length = _errs9;
}
else {
vErrors = null;
}
}
if(_valid1){
const _errs12 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.file_type !== undefined){
let data3 = data.file_type;
if("zip" !== data3){
const err6 = {instancePath:instancePath+"/file_type",schemaPath:"#/allOf/1/then/properties/file_type/const",keyword:"const",params:{allowedValue: "zip"},message:"must be equal to constant",schema:"zip",parentSchema:schema58.allOf[1].then.properties.file_type,data:data3};
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
var _valid1 = _errs12 === errors;
valid5 = _valid1;
if(valid5){
var props1 = {};
props1.file_type = true;
props1.type = true;
}
}
if(!valid5){
const err7 = {instancePath,schemaPath:"#/allOf/1/if",keyword:"if",params:{failingKeyword: "then"},message:"must match \"then\" schema",schema:schema58.allOf[1].if,parentSchema:schema58.allOf[1],data};
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
const _errs15 = errors;
let valid8 = true;
const _errs16 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
let missing2;
if((data.type === undefined) && (missing2 = "type")){
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
if(data.type !== undefined){
let data4 = data.type;
const _errs18 = errors;
if(!((((((((((((data4 === "transactions") || (data4 === "payouts")) || (data4 === "chargebacks")) || (data4 === "chat_messages")) || (data4 === "media_vault")) || (data4 === "trial_links")) || (data4 === "tracking_links")) || (data4 === "smart_links")) || (data4 === "fans")) || (data4 === "followings")) || (data4 === "public_profiles")) || (data4 === "profile_visitors"))){
const err9 = {};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
var valid10 = _errs18 === errors;
if(valid10){
const _errs19 = errors;
const _errs20 = errors;
if("media_vault" !== data4){
const err10 = {};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
var valid11 = _errs20 === errors;
if(valid11){
const err11 = {};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
else {
errors = _errs19;
if(vErrors !== null){
if(_errs19){
vErrors.length = _errs19;
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
var _valid2 = _errs16 === errors;
errors = _errs15;
if(vErrors !== null){
if(_errs15){
vErrors.length = _errs15;
}
else {
vErrors = null;
}
}
if(_valid2){
const _errs21 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.file_type !== undefined){
let data5 = data.file_type;
if(!((data5 === "csv") || (data5 === "xlsx"))){
const err12 = {instancePath:instancePath+"/file_type",schemaPath:"#/allOf/2/then/properties/file_type/enum",keyword:"enum",params:{allowedValues: schema58.allOf[2].then.properties.file_type.enum},message:"must be equal to one of the allowed values",schema:schema58.allOf[2].then.properties.file_type.enum,parentSchema:schema58.allOf[2].then.properties.file_type,data:data5};
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
var _valid2 = _errs21 === errors;
valid8 = _valid2;
if(valid8){
var props2 = {};
props2.file_type = true;
props2.type = true;
}
}
if(!valid8){
const err13 = {instancePath,schemaPath:"#/allOf/2/if",keyword:"if",params:{failingKeyword: "then"},message:"must match \"then\" schema",schema:schema58.allOf[2].if,parentSchema:schema58.allOf[2],data};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
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
const _errs24 = errors;
let valid13 = true;
const _errs25 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
let missing3;
if((data.type === undefined) && (missing3 = "type")){
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
let data6 = data.type;
if(!(((((((data6 === "transactions") || (data6 === "payouts")) || (data6 === "chargebacks")) || (data6 === "trial_links")) || (data6 === "tracking_links")) || (data6 === "smart_links")) || (data6 === "profile_visitors"))){
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
var _valid3 = _errs25 === errors;
errors = _errs24;
if(vErrors !== null){
if(_errs24){
vErrors.length = _errs24;
}
else {
vErrors = null;
}
}
if(_valid3){
const _errs27 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.options !== undefined){
let data7 = data.options;
if(data7 && typeof data7 == "object" && !Array.isArray(data7)){
for(const key0 in data7){
const err16 = {instancePath:instancePath+"/options",schemaPath:"#/$defs/optionsNone/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema61,data:data7};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
else {
const err17 = {instancePath:instancePath+"/options",schemaPath:"#/$defs/optionsNone/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema61.type,parentSchema:schema61,data:data7};
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
var _valid3 = _errs27 === errors;
valid13 = _valid3;
if(valid13){
var props3 = {};
props3.options = true;
props3.type = true;
}
}
if(!valid13){
const err18 = {instancePath,schemaPath:"#/allOf/3/if",keyword:"if",params:{failingKeyword: "then"},message:"must match \"then\" schema",schema:schema58.allOf[3].if,parentSchema:schema58.allOf[3],data};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
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
const _errs33 = errors;
let valid17 = true;
const _errs34 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
let missing4;
if((data.type === undefined) && (missing4 = "type")){
const err19 = {};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
else {
if(data.type !== undefined){
if("chat_messages" !== data.type){
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
}
}
var _valid4 = _errs34 === errors;
errors = _errs33;
if(vErrors !== null){
if(_errs33){
vErrors.length = _errs33;
}
else {
vErrors = null;
}
}
if(_valid4){
const _errs36 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.options === undefined){
const err21 = {instancePath,schemaPath:"#/allOf/4/then/required",keyword:"required",params:{missingProperty: "options"},message:"must have required property '"+"options"+"'",schema:schema58.allOf[4].then.required,parentSchema:schema58.allOf[4].then,data};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
if(data.options !== undefined){
let data9 = data.options;
if(data9 && typeof data9 == "object" && !Array.isArray(data9)){
if(data9.maxMessages === undefined){
const err22 = {instancePath:instancePath+"/options",schemaPath:"#/$defs/optionsChatMessages/required",keyword:"required",params:{missingProperty: "maxMessages"},message:"must have required property '"+"maxMessages"+"'",schema:schema62.required,parentSchema:schema62,data:data9};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
for(const key1 in data9){
if(!((((key1 === "maxMessages") || (key1 === "maxChats")) || (key1 === "skipMassMessages")) || (key1 === "chatIds"))){
const err23 = {instancePath:instancePath+"/options",schemaPath:"#/$defs/optionsChatMessages/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties",schema:false,parentSchema:schema62,data:data9};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
}
if(data9.maxMessages !== undefined){
let data10 = data9.maxMessages;
if(!(((typeof data10 == "number") && (!(data10 % 1) && !isNaN(data10))) && (isFinite(data10)))){
const err24 = {instancePath:instancePath+"/options/maxMessages",schemaPath:"#/$defs/optionsChatMessages/properties/maxMessages/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema62.properties.maxMessages.type,parentSchema:schema62.properties.maxMessages,data:data10};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
if((typeof data10 == "number") && (isFinite(data10))){
if(data10 > 10000000 || isNaN(data10)){
const err25 = {instancePath:instancePath+"/options/maxMessages",schemaPath:"#/$defs/optionsChatMessages/properties/maxMessages/maximum",keyword:"maximum",params:{comparison: "<=", limit: 10000000},message:"must be <= 10000000",schema:10000000,parentSchema:schema62.properties.maxMessages,data:data10};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
if(data10 < 1 || isNaN(data10)){
const err26 = {instancePath:instancePath+"/options/maxMessages",schemaPath:"#/$defs/optionsChatMessages/properties/maxMessages/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema62.properties.maxMessages,data:data10};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
}
}
if(data9.maxChats !== undefined){
let data11 = data9.maxChats;
if(!(((typeof data11 == "number") && (!(data11 % 1) && !isNaN(data11))) && (isFinite(data11)))){
const err27 = {instancePath:instancePath+"/options/maxChats",schemaPath:"#/$defs/optionsChatMessages/properties/maxChats/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema62.properties.maxChats.type,parentSchema:schema62.properties.maxChats,data:data11};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
if((typeof data11 == "number") && (isFinite(data11))){
if(data11 < 1 || isNaN(data11)){
const err28 = {instancePath:instancePath+"/options/maxChats",schemaPath:"#/$defs/optionsChatMessages/properties/maxChats/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema62.properties.maxChats,data:data11};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
}
}
if(data9.skipMassMessages !== undefined){
let data12 = data9.skipMassMessages;
if(typeof data12 !== "boolean"){
const err29 = {instancePath:instancePath+"/options/skipMassMessages",schemaPath:"#/$defs/optionsChatMessages/properties/skipMassMessages/type",keyword:"type",params:{type: "boolean"},message:"must be boolean",schema:schema62.properties.skipMassMessages.type,parentSchema:schema62.properties.skipMassMessages,data:data12};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
}
if(data9.chatIds !== undefined){
let data13 = data9.chatIds;
if(Array.isArray(data13)){
if(data13.length < 1){
const err30 = {instancePath:instancePath+"/options/chatIds",schemaPath:"#/$defs/optionsChatMessages/properties/chatIds/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items",schema:1,parentSchema:schema62.properties.chatIds,data:data13};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
const len0 = data13.length;
for(let i0=0; i0<len0; i0++){
let data14 = data13[i0];
if((!(((typeof data14 == "number") && (!(data14 % 1) && !isNaN(data14))) && (isFinite(data14)))) && (typeof data14 !== "string")){
const err31 = {instancePath:instancePath+"/options/chatIds/" + i0,schemaPath:"#/$defs/optionsChatMessages/properties/chatIds/items/type",keyword:"type",params:{type: schema62.properties.chatIds.items.type},message:"must be integer,string",schema:schema62.properties.chatIds.items.type,parentSchema:schema62.properties.chatIds.items,data:data14};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
if((typeof data14 == "number") && (isFinite(data14))){
if(data14 > 9007199254740991 || isNaN(data14)){
const err32 = {instancePath:instancePath+"/options/chatIds/" + i0,schemaPath:"#/$defs/optionsChatMessages/properties/chatIds/items/maximum",keyword:"maximum",params:{comparison: "<=", limit: 9007199254740991},message:"must be <= 9007199254740991",schema:9007199254740991,parentSchema:schema62.properties.chatIds.items,data:data14};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
if(data14 < 1 || isNaN(data14)){
const err33 = {instancePath:instancePath+"/options/chatIds/" + i0,schemaPath:"#/$defs/optionsChatMessages/properties/chatIds/items/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema62.properties.chatIds.items,data:data14};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
}
if(typeof data14 === "string"){
if(!pattern21.test(data14)){
const err34 = {instancePath:instancePath+"/options/chatIds/" + i0,schemaPath:"#/$defs/optionsChatMessages/properties/chatIds/items/pattern",keyword:"pattern",params:{pattern: "^[1-9][0-9]{0,14}$"},message:"must match pattern \""+"^[1-9][0-9]{0,14}$"+"\"",schema:"^[1-9][0-9]{0,14}$",parentSchema:schema62.properties.chatIds.items,data:data14};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
}
}
}
}
else {
const err35 = {instancePath:instancePath+"/options/chatIds",schemaPath:"#/$defs/optionsChatMessages/properties/chatIds/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema62.properties.chatIds.type,parentSchema:schema62.properties.chatIds,data:data13};
if(vErrors === null){
vErrors = [err35];
}
else {
vErrors.push(err35);
}
errors++;
}
}
}
else {
const err36 = {instancePath:instancePath+"/options",schemaPath:"#/$defs/optionsChatMessages/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema62.type,parentSchema:schema62,data:data9};
if(vErrors === null){
vErrors = [err36];
}
else {
vErrors.push(err36);
}
errors++;
}
}
}
var _valid4 = _errs36 === errors;
valid17 = _valid4;
if(valid17){
var props4 = {};
props4.options = true;
props4.type = true;
}
}
if(!valid17){
const err37 = {instancePath,schemaPath:"#/allOf/4/if",keyword:"if",params:{failingKeyword: "then"},message:"must match \"then\" schema",schema:schema58.allOf[4].if,parentSchema:schema58.allOf[4],data};
if(vErrors === null){
vErrors = [err37];
}
else {
vErrors.push(err37);
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
const _errs52 = errors;
let valid24 = true;
const _errs53 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
let missing5;
if((data.type === undefined) && (missing5 = "type")){
const err38 = {};
if(vErrors === null){
vErrors = [err38];
}
else {
vErrors.push(err38);
}
errors++;
}
else {
if(data.type !== undefined){
if("media_vault" !== data.type){
const err39 = {};
if(vErrors === null){
vErrors = [err39];
}
else {
vErrors.push(err39);
}
errors++;
}
}
}
}
var _valid5 = _errs53 === errors;
errors = _errs52;
if(vErrors !== null){
if(_errs52){
vErrors.length = _errs52;
}
else {
vErrors = null;
}
}
if(_valid5){
const _errs55 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.options === undefined){
const err40 = {instancePath,schemaPath:"#/allOf/5/then/required",keyword:"required",params:{missingProperty: "options"},message:"must have required property '"+"options"+"'",schema:schema58.allOf[5].then.required,parentSchema:schema58.allOf[5].then,data};
if(vErrors === null){
vErrors = [err40];
}
else {
vErrors.push(err40);
}
errors++;
}
if(data.options !== undefined){
let data16 = data.options;
if(data16 && typeof data16 == "object" && !Array.isArray(data16)){
if(data16.mediaType === undefined){
const err41 = {instancePath:instancePath+"/options",schemaPath:"#/$defs/optionsMediaVault/required",keyword:"required",params:{missingProperty: "mediaType"},message:"must have required property '"+"mediaType"+"'",schema:schema63.required,parentSchema:schema63,data:data16};
if(vErrors === null){
vErrors = [err41];
}
else {
vErrors.push(err41);
}
errors++;
}
for(const key2 in data16){
if(!(key2 === "mediaType")){
const err42 = {instancePath:instancePath+"/options",schemaPath:"#/$defs/optionsMediaVault/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key2},message:"must NOT have additional properties",schema:false,parentSchema:schema63,data:data16};
if(vErrors === null){
vErrors = [err42];
}
else {
vErrors.push(err42);
}
errors++;
}
}
if(data16.mediaType !== undefined){
let data17 = data16.mediaType;
if(typeof data17 !== "string"){
const err43 = {instancePath:instancePath+"/options/mediaType",schemaPath:"#/$defs/optionsMediaVault/properties/mediaType/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema63.properties.mediaType.type,parentSchema:schema63.properties.mediaType,data:data17};
if(vErrors === null){
vErrors = [err43];
}
else {
vErrors.push(err43);
}
errors++;
}
if(!(((((data17 === "all") || (data17 === "photo")) || (data17 === "gif")) || (data17 === "video")) || (data17 === "audio"))){
const err44 = {instancePath:instancePath+"/options/mediaType",schemaPath:"#/$defs/optionsMediaVault/properties/mediaType/enum",keyword:"enum",params:{allowedValues: schema63.properties.mediaType.enum},message:"must be equal to one of the allowed values",schema:schema63.properties.mediaType.enum,parentSchema:schema63.properties.mediaType,data:data17};
if(vErrors === null){
vErrors = [err44];
}
else {
vErrors.push(err44);
}
errors++;
}
}
}
else {
const err45 = {instancePath:instancePath+"/options",schemaPath:"#/$defs/optionsMediaVault/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema63.type,parentSchema:schema63,data:data16};
if(vErrors === null){
vErrors = [err45];
}
else {
vErrors.push(err45);
}
errors++;
}
}
}
var _valid5 = _errs55 === errors;
valid24 = _valid5;
if(valid24){
var props5 = {};
props5.options = true;
props5.type = true;
}
}
if(!valid24){
const err46 = {instancePath,schemaPath:"#/allOf/5/if",keyword:"if",params:{failingKeyword: "then"},message:"must match \"then\" schema",schema:schema58.allOf[5].if,parentSchema:schema58.allOf[5],data};
if(vErrors === null){
vErrors = [err46];
}
else {
vErrors.push(err46);
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
const _errs63 = errors;
let valid29 = true;
const _errs64 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
let missing6;
if((data.type === undefined) && (missing6 = "type")){
const err47 = {};
if(vErrors === null){
vErrors = [err47];
}
else {
vErrors.push(err47);
}
errors++;
}
else {
if(data.type !== undefined){
if("fans" !== data.type){
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
}
}
var _valid6 = _errs64 === errors;
errors = _errs63;
if(vErrors !== null){
if(_errs63){
vErrors.length = _errs63;
}
else {
vErrors = null;
}
}
if(_valid6){
const _errs66 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.options === undefined){
const err49 = {instancePath,schemaPath:"#/allOf/6/then/required",keyword:"required",params:{missingProperty: "options"},message:"must have required property '"+"options"+"'",schema:schema58.allOf[6].then.required,parentSchema:schema58.allOf[6].then,data};
if(vErrors === null){
vErrors = [err49];
}
else {
vErrors.push(err49);
}
errors++;
}
if(data.options !== undefined){
let data19 = data.options;
if(data19 && typeof data19 == "object" && !Array.isArray(data19)){
if(data19.type === undefined){
const err50 = {instancePath:instancePath+"/options",schemaPath:"#/$defs/optionsFans/required",keyword:"required",params:{missingProperty: "type"},message:"must have required property '"+"type"+"'",schema:schema64.required,parentSchema:schema64,data:data19};
if(vErrors === null){
vErrors = [err50];
}
else {
vErrors.push(err50);
}
errors++;
}
for(const key3 in data19){
if(!(key3 === "type")){
const err51 = {instancePath:instancePath+"/options",schemaPath:"#/$defs/optionsFans/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key3},message:"must NOT have additional properties",schema:false,parentSchema:schema64,data:data19};
if(vErrors === null){
vErrors = [err51];
}
else {
vErrors.push(err51);
}
errors++;
}
}
if(data19.type !== undefined){
let data20 = data19.type;
if(typeof data20 !== "string"){
const err52 = {instancePath:instancePath+"/options/type",schemaPath:"#/$defs/optionsFans/properties/type/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema64.properties.type.type,parentSchema:schema64.properties.type,data:data20};
if(vErrors === null){
vErrors = [err52];
}
else {
vErrors.push(err52);
}
errors++;
}
if(!((((data20 === "all") || (data20 === "active")) || (data20 === "expired")) || (data20 === "latest"))){
const err53 = {instancePath:instancePath+"/options/type",schemaPath:"#/$defs/optionsFans/properties/type/enum",keyword:"enum",params:{allowedValues: schema64.properties.type.enum},message:"must be equal to one of the allowed values",schema:schema64.properties.type.enum,parentSchema:schema64.properties.type,data:data20};
if(vErrors === null){
vErrors = [err53];
}
else {
vErrors.push(err53);
}
errors++;
}
}
}
else {
const err54 = {instancePath:instancePath+"/options",schemaPath:"#/$defs/optionsFans/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema64.type,parentSchema:schema64,data:data19};
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
var _valid6 = _errs66 === errors;
valid29 = _valid6;
if(valid29){
var props6 = {};
props6.options = true;
props6.type = true;
}
}
if(!valid29){
const err55 = {instancePath,schemaPath:"#/allOf/6/if",keyword:"if",params:{failingKeyword: "then"},message:"must match \"then\" schema",schema:schema58.allOf[6].if,parentSchema:schema58.allOf[6],data};
if(vErrors === null){
vErrors = [err55];
}
else {
vErrors.push(err55);
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
const _errs74 = errors;
let valid34 = true;
const _errs75 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
let missing7;
if((data.type === undefined) && (missing7 = "type")){
const err56 = {};
if(vErrors === null){
vErrors = [err56];
}
else {
vErrors.push(err56);
}
errors++;
}
else {
if(data.type !== undefined){
if("followings" !== data.type){
const err57 = {};
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
}
var _valid7 = _errs75 === errors;
errors = _errs74;
if(vErrors !== null){
if(_errs74){
vErrors.length = _errs74;
}
else {
vErrors = null;
}
}
if(_valid7){
const _errs77 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.options === undefined){
const err58 = {instancePath,schemaPath:"#/allOf/7/then/required",keyword:"required",params:{missingProperty: "options"},message:"must have required property '"+"options"+"'",schema:schema58.allOf[7].then.required,parentSchema:schema58.allOf[7].then,data};
if(vErrors === null){
vErrors = [err58];
}
else {
vErrors.push(err58);
}
errors++;
}
if(data.options !== undefined){
let data22 = data.options;
if(data22 && typeof data22 == "object" && !Array.isArray(data22)){
if(data22.type === undefined){
const err59 = {instancePath:instancePath+"/options",schemaPath:"#/$defs/optionsFollowings/required",keyword:"required",params:{missingProperty: "type"},message:"must have required property '"+"type"+"'",schema:schema65.required,parentSchema:schema65,data:data22};
if(vErrors === null){
vErrors = [err59];
}
else {
vErrors.push(err59);
}
errors++;
}
for(const key4 in data22){
if(!(key4 === "type")){
const err60 = {instancePath:instancePath+"/options",schemaPath:"#/$defs/optionsFollowings/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key4},message:"must NOT have additional properties",schema:false,parentSchema:schema65,data:data22};
if(vErrors === null){
vErrors = [err60];
}
else {
vErrors.push(err60);
}
errors++;
}
}
if(data22.type !== undefined){
let data23 = data22.type;
if(typeof data23 !== "string"){
const err61 = {instancePath:instancePath+"/options/type",schemaPath:"#/$defs/optionsFollowings/properties/type/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema65.properties.type.type,parentSchema:schema65.properties.type,data:data23};
if(vErrors === null){
vErrors = [err61];
}
else {
vErrors.push(err61);
}
errors++;
}
if(!(((data23 === "all") || (data23 === "active")) || (data23 === "expired"))){
const err62 = {instancePath:instancePath+"/options/type",schemaPath:"#/$defs/optionsFollowings/properties/type/enum",keyword:"enum",params:{allowedValues: schema65.properties.type.enum},message:"must be equal to one of the allowed values",schema:schema65.properties.type.enum,parentSchema:schema65.properties.type,data:data23};
if(vErrors === null){
vErrors = [err62];
}
else {
vErrors.push(err62);
}
errors++;
}
}
}
else {
const err63 = {instancePath:instancePath+"/options",schemaPath:"#/$defs/optionsFollowings/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema65.type,parentSchema:schema65,data:data22};
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
var _valid7 = _errs77 === errors;
valid34 = _valid7;
if(valid34){
var props7 = {};
props7.options = true;
props7.type = true;
}
}
if(!valid34){
const err64 = {instancePath,schemaPath:"#/allOf/7/if",keyword:"if",params:{failingKeyword: "then"},message:"must match \"then\" schema",schema:schema58.allOf[7].if,parentSchema:schema58.allOf[7],data};
if(vErrors === null){
vErrors = [err64];
}
else {
vErrors.push(err64);
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
const _errs85 = errors;
let valid39 = true;
const _errs86 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
let missing8;
if((data.type === undefined) && (missing8 = "type")){
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
if(data.type !== undefined){
if("public_profiles" !== data.type){
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
var _valid8 = _errs86 === errors;
errors = _errs85;
if(vErrors !== null){
if(_errs85){
vErrors.length = _errs85;
}
else {
vErrors = null;
}
}
if(_valid8){
const _errs88 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.options !== undefined){
if(!(validate34(data.options, {instancePath:instancePath+"/options",parentData:data,parentDataProperty:"options",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate34.errors : vErrors.concat(validate34.errors);
errors = vErrors.length;
}
}
}
var _valid8 = _errs88 === errors;
valid39 = _valid8;
if(valid39){
var props8 = {};
props8.options = true;
props8.type = true;
}
}
if(!valid39){
const err67 = {instancePath,schemaPath:"#/allOf/8/if",keyword:"if",params:{failingKeyword: "then"},message:"must match \"then\" schema",schema:schema58.allOf[8].if,parentSchema:schema58.allOf[8],data};
if(vErrors === null){
vErrors = [err67];
}
else {
vErrors.push(err67);
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
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.type === undefined){
const err68 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "type"},message:"must have required property '"+"type"+"'",schema:schema58.required,parentSchema:schema58,data};
if(vErrors === null){
vErrors = [err68];
}
else {
vErrors.push(err68);
}
errors++;
}
for(const key5 in data){
if(!(func1.call(schema58.properties, key5))){
const err69 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key5},message:"must NOT have additional properties",schema:false,parentSchema:schema58,data};
if(vErrors === null){
vErrors = [err69];
}
else {
vErrors.push(err69);
}
errors++;
}
}
if(data.type !== undefined){
let data26 = data.type;
if(typeof data26 === "string"){
if(!pattern20.test(data26)){
const err70 = {instancePath:instancePath+"/type",schemaPath:"#/properties/type/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$"},message:"must match pattern \""+"^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$"+"\"",schema:"^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$",parentSchema:schema58.properties.type,data:data26};
if(vErrors === null){
vErrors = [err70];
}
else {
vErrors.push(err70);
}
errors++;
}
}
else {
const err71 = {instancePath:instancePath+"/type",schemaPath:"#/properties/type/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema58.properties.type.type,parentSchema:schema58.properties.type,data:data26};
if(vErrors === null){
vErrors = [err71];
}
else {
vErrors.push(err71);
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
if(data.start_date !== undefined){
let data29 = data.start_date;
if(typeof data29 === "string"){
if(!pattern11.test(data29)){
const err72 = {instancePath:instancePath+"/start_date",schemaPath:"#/$defs/bound/pattern",keyword:"pattern",params:{pattern: "^(?:(?:\\d{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\\d|30)|02-(?:0[1-9]|1\\d|2[0-8]))|(?:\\d\\d(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)-02-29)(?:T(?:[01]\\d|2[0-3]):[0-5]\\d(?::[0-5]\\d)?(?:Z|[+-](?:[01]\\d|2[0-3]):[0-5]\\d))?|(?:today|yesterday|(?:start|end)_of_(?:week|month|quarter|year))(?: *[+-] *\\d{1,4}(?:d|w|mo|q|y))*)$"},message:"must match pattern \""+"^(?:(?:\\d{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\\d|30)|02-(?:0[1-9]|1\\d|2[0-8]))|(?:\\d\\d(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)-02-29)(?:T(?:[01]\\d|2[0-3]):[0-5]\\d(?::[0-5]\\d)?(?:Z|[+-](?:[01]\\d|2[0-3]):[0-5]\\d))?|(?:today|yesterday|(?:start|end)_of_(?:week|month|quarter|year))(?: *[+-] *\\d{1,4}(?:d|w|mo|q|y))*)$"+"\"",schema:"^(?:(?:\\d{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\\d|30)|02-(?:0[1-9]|1\\d|2[0-8]))|(?:\\d\\d(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)-02-29)(?:T(?:[01]\\d|2[0-3]):[0-5]\\d(?::[0-5]\\d)?(?:Z|[+-](?:[01]\\d|2[0-3]):[0-5]\\d))?|(?:today|yesterday|(?:start|end)_of_(?:week|month|quarter|year))(?: *[+-] *\\d{1,4}(?:d|w|mo|q|y))*)$",parentSchema:schema45,data:data29};
if(vErrors === null){
vErrors = [err72];
}
else {
vErrors.push(err72);
}
errors++;
}
}
else {
const err73 = {instancePath:instancePath+"/start_date",schemaPath:"#/$defs/bound/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema45.type,parentSchema:schema45,data:data29};
if(vErrors === null){
vErrors = [err73];
}
else {
vErrors.push(err73);
}
errors++;
}
}
if(data.end_date !== undefined){
let data30 = data.end_date;
if(typeof data30 === "string"){
if(!pattern11.test(data30)){
const err74 = {instancePath:instancePath+"/end_date",schemaPath:"#/$defs/bound/pattern",keyword:"pattern",params:{pattern: "^(?:(?:\\d{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\\d|30)|02-(?:0[1-9]|1\\d|2[0-8]))|(?:\\d\\d(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)-02-29)(?:T(?:[01]\\d|2[0-3]):[0-5]\\d(?::[0-5]\\d)?(?:Z|[+-](?:[01]\\d|2[0-3]):[0-5]\\d))?|(?:today|yesterday|(?:start|end)_of_(?:week|month|quarter|year))(?: *[+-] *\\d{1,4}(?:d|w|mo|q|y))*)$"},message:"must match pattern \""+"^(?:(?:\\d{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\\d|30)|02-(?:0[1-9]|1\\d|2[0-8]))|(?:\\d\\d(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)-02-29)(?:T(?:[01]\\d|2[0-3]):[0-5]\\d(?::[0-5]\\d)?(?:Z|[+-](?:[01]\\d|2[0-3]):[0-5]\\d))?|(?:today|yesterday|(?:start|end)_of_(?:week|month|quarter|year))(?: *[+-] *\\d{1,4}(?:d|w|mo|q|y))*)$"+"\"",schema:"^(?:(?:\\d{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\\d|30)|02-(?:0[1-9]|1\\d|2[0-8]))|(?:\\d\\d(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)-02-29)(?:T(?:[01]\\d|2[0-3]):[0-5]\\d(?::[0-5]\\d)?(?:Z|[+-](?:[01]\\d|2[0-3]):[0-5]\\d))?|(?:today|yesterday|(?:start|end)_of_(?:week|month|quarter|year))(?: *[+-] *\\d{1,4}(?:d|w|mo|q|y))*)$",parentSchema:schema45,data:data30};
if(vErrors === null){
vErrors = [err74];
}
else {
vErrors.push(err74);
}
errors++;
}
}
else {
const err75 = {instancePath:instancePath+"/end_date",schemaPath:"#/$defs/bound/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema45.type,parentSchema:schema45,data:data30};
if(vErrors === null){
vErrors = [err75];
}
else {
vErrors.push(err75);
}
errors++;
}
}
if(data.file_type !== undefined){
let data31 = data.file_type;
if(typeof data31 !== "string"){
const err76 = {instancePath:instancePath+"/file_type",schemaPath:"#/$defs/fileType/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema47.type,parentSchema:schema47,data:data31};
if(vErrors === null){
vErrors = [err76];
}
else {
vErrors.push(err76);
}
errors++;
}
if(!(((data31 === "csv") || (data31 === "xlsx")) || (data31 === "zip"))){
const err77 = {instancePath:instancePath+"/file_type",schemaPath:"#/$defs/fileType/enum",keyword:"enum",params:{allowedValues: schema47.enum},message:"must be equal to one of the allowed values",schema:schema47.enum,parentSchema:schema47,data:data31};
if(vErrors === null){
vErrors = [err77];
}
else {
vErrors.push(err77);
}
errors++;
}
}
if(data.export_columns !== undefined){
let data32 = data.export_columns;
if(Array.isArray(data32)){
if(data32.length < 1){
const err78 = {instancePath:instancePath+"/export_columns",schemaPath:"#/properties/export_columns/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items",schema:1,parentSchema:schema58.properties.export_columns,data:data32};
if(vErrors === null){
vErrors = [err78];
}
else {
vErrors.push(err78);
}
errors++;
}
const len1 = data32.length;
for(let i1=0; i1<len1; i1++){
let data33 = data32[i1];
if(typeof data33 !== "string"){
const err79 = {instancePath:instancePath+"/export_columns/" + i1,schemaPath:"#/properties/export_columns/items/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema58.properties.export_columns.items.type,parentSchema:schema58.properties.export_columns.items,data:data33};
if(vErrors === null){
vErrors = [err79];
}
else {
vErrors.push(err79);
}
errors++;
}
if(typeof data33 === "string"){
if(!pattern7.test(data33)){
const err80 = {instancePath:instancePath+"/export_columns/" + i1,schemaPath:"#/$defs/text/pattern",keyword:"pattern",params:{pattern: "\\S"},message:"must match pattern \""+"\\S"+"\"",schema:"\\S",parentSchema:schema35,data:data33};
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
const err81 = {instancePath:instancePath+"/export_columns/" + i1,schemaPath:"#/$defs/text/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema35.type,parentSchema:schema35,data:data33};
if(vErrors === null){
vErrors = [err81];
}
else {
vErrors.push(err81);
}
errors++;
}
}
let i2 = data32.length;
let j0;
if(i2 > 1){
const indices0 = {};
for(;i2--;){
let item0 = data32[i2];
if(typeof item0 !== "string"){
continue;
}
if(typeof indices0[item0] == "number"){
j0 = indices0[item0];
const err82 = {instancePath:instancePath+"/export_columns",schemaPath:"#/properties/export_columns/uniqueItems",keyword:"uniqueItems",params:{i: i2, j: j0},message:"must NOT have duplicate items (items ## "+j0+" and "+i2+" are identical)",schema:true,parentSchema:schema58.properties.export_columns,data:data32};
if(vErrors === null){
vErrors = [err82];
}
else {
vErrors.push(err82);
}
errors++;
break;
}
indices0[item0] = i2;
}
}
}
else {
const err83 = {instancePath:instancePath+"/export_columns",schemaPath:"#/properties/export_columns/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema58.properties.export_columns.type,parentSchema:schema58.properties.export_columns,data:data32};
if(vErrors === null){
vErrors = [err83];
}
else {
vErrors.push(err83);
}
errors++;
}
}
if(data.options !== undefined){
let data34 = data.options;
if(data34 && typeof data34 == "object" && !Array.isArray(data34)){
for(const key6 in data34){
let data35 = data34[key6];
if((((typeof data35 !== "string") && (!((typeof data35 == "number") && (isFinite(data35))))) && (typeof data35 !== "boolean")) && (!(Array.isArray(data35)))){
const err84 = {instancePath:instancePath+"/options/" + key6.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/options/additionalProperties/type",keyword:"type",params:{type: schema58.properties.options.additionalProperties.type},message:"must be string,number,boolean,array",schema:schema58.properties.options.additionalProperties.type,parentSchema:schema58.properties.options.additionalProperties,data:data35};
if(vErrors === null){
vErrors = [err84];
}
else {
vErrors.push(err84);
}
errors++;
}
if(Array.isArray(data35)){
const len2 = data35.length;
for(let i3=0; i3<len2; i3++){
let data36 = data35[i3];
if((typeof data36 !== "string") && (!((typeof data36 == "number") && (isFinite(data36))))){
const err85 = {instancePath:instancePath+"/options/" + key6.replace(/~/g, "~0").replace(/\//g, "~1")+"/" + i3,schemaPath:"#/properties/options/additionalProperties/items/type",keyword:"type",params:{type: schema58.properties.options.additionalProperties.items.type},message:"must be string,number",schema:schema58.properties.options.additionalProperties.items.type,parentSchema:schema58.properties.options.additionalProperties.items,data:data36};
if(vErrors === null){
vErrors = [err85];
}
else {
vErrors.push(err85);
}
errors++;
}
}
}
}
}
else {
const err86 = {instancePath:instancePath+"/options",schemaPath:"#/properties/options/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema58.properties.options.type,parentSchema:schema58.properties.options,data:data34};
if(vErrors === null){
vErrors = [err86];
}
else {
vErrors.push(err86);
}
errors++;
}
}
if(data.auto_start !== undefined){
let data37 = data.auto_start;
if(typeof data37 !== "boolean"){
const err87 = {instancePath:instancePath+"/auto_start",schemaPath:"#/properties/auto_start/type",keyword:"type",params:{type: "boolean"},message:"must be boolean",schema:schema58.properties.auto_start.type,parentSchema:schema58.properties.auto_start,data:data37};
if(vErrors === null){
vErrors = [err87];
}
else {
vErrors.push(err87);
}
errors++;
}
}
if(data.max_credits !== undefined){
let data38 = data.max_credits;
if((typeof data38 == "number") && (isFinite(data38))){
if(data38 < 0 || isNaN(data38)){
const err88 = {instancePath:instancePath+"/max_credits",schemaPath:"#/properties/max_credits/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema58.properties.max_credits,data:data38};
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
const err89 = {instancePath:instancePath+"/max_credits",schemaPath:"#/properties/max_credits/type",keyword:"type",params:{type: "number"},message:"must be number",schema:schema58.properties.max_credits.type,parentSchema:schema58.properties.max_credits,data:data38};
if(vErrors === null){
vErrors = [err89];
}
else {
vErrors.push(err89);
}
errors++;
}
}
if(data.retries !== undefined){
let data39 = data.retries;
if(!(((typeof data39 == "number") && (!(data39 % 1) && !isNaN(data39))) && (isFinite(data39)))){
const err90 = {instancePath:instancePath+"/retries",schemaPath:"#/properties/retries/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema58.properties.retries.type,parentSchema:schema58.properties.retries,data:data39};
if(vErrors === null){
vErrors = [err90];
}
else {
vErrors.push(err90);
}
errors++;
}
if((typeof data39 == "number") && (isFinite(data39))){
if(data39 > 10 || isNaN(data39)){
const err91 = {instancePath:instancePath+"/retries",schemaPath:"#/properties/retries/maximum",keyword:"maximum",params:{comparison: "<=", limit: 10},message:"must be <= 10",schema:10,parentSchema:schema58.properties.retries,data:data39};
if(vErrors === null){
vErrors = [err91];
}
else {
vErrors.push(err91);
}
errors++;
}
if(data39 < 0 || isNaN(data39)){
const err92 = {instancePath:instancePath+"/retries",schemaPath:"#/properties/retries/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema58.properties.retries,data:data39};
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
if(data.refresh !== undefined){
let data40 = data.refresh;
if(typeof data40 === "string"){
if(!pattern14.test(data40)){
const err93 = {instancePath:instancePath+"/refresh",schemaPath:"#/$defs/refresh/pattern",keyword:"pattern",params:{pattern: "^(?:never|[1-9]\\d{0,3}(?:d|w|mo|q|y))$"},message:"must match pattern \""+"^(?:never|[1-9]\\d{0,3}(?:d|w|mo|q|y))$"+"\"",schema:"^(?:never|[1-9]\\d{0,3}(?:d|w|mo|q|y))$",parentSchema:schema49,data:data40};
if(vErrors === null){
vErrors = [err93];
}
else {
vErrors.push(err93);
}
errors++;
}
}
else {
const err94 = {instancePath:instancePath+"/refresh",schemaPath:"#/$defs/refresh/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema49.type,parentSchema:schema49,data:data40};
if(vErrors === null){
vErrors = [err94];
}
else {
vErrors.push(err94);
}
errors++;
}
}
if(data.keep !== undefined){
let data41 = data.keep;
if(!(((typeof data41 == "number") && (!(data41 % 1) && !isNaN(data41))) && (isFinite(data41)))){
const err95 = {instancePath:instancePath+"/keep",schemaPath:"#/properties/keep/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema58.properties.keep.type,parentSchema:schema58.properties.keep,data:data41};
if(vErrors === null){
vErrors = [err95];
}
else {
vErrors.push(err95);
}
errors++;
}
if((typeof data41 == "number") && (isFinite(data41))){
if(data41 > 1000 || isNaN(data41)){
const err96 = {instancePath:instancePath+"/keep",schemaPath:"#/properties/keep/maximum",keyword:"maximum",params:{comparison: "<=", limit: 1000},message:"must be <= 1000",schema:1000,parentSchema:schema58.properties.keep,data:data41};
if(vErrors === null){
vErrors = [err96];
}
else {
vErrors.push(err96);
}
errors++;
}
if(data41 < 1 || isNaN(data41)){
const err97 = {instancePath:instancePath+"/keep",schemaPath:"#/properties/keep/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema58.properties.keep,data:data41};
if(vErrors === null){
vErrors = [err97];
}
else {
vErrors.push(err97);
}
errors++;
}
}
}
if(data.settle_after !== undefined){
let data42 = data.settle_after;
if(typeof data42 === "string"){
if(!pattern15.test(data42)){
const err98 = {instancePath:instancePath+"/settle_after",schemaPath:"#/$defs/period/pattern",keyword:"pattern",params:{pattern: "^[1-9]\\d{0,3}(?:d|w|mo|q|y)$"},message:"must match pattern \""+"^[1-9]\\d{0,3}(?:d|w|mo|q|y)$"+"\"",schema:"^[1-9]\\d{0,3}(?:d|w|mo|q|y)$",parentSchema:schema50,data:data42};
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
const err99 = {instancePath:instancePath+"/settle_after",schemaPath:"#/$defs/period/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema50.type,parentSchema:schema50,data:data42};
if(vErrors === null){
vErrors = [err99];
}
else {
vErrors.push(err99);
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
let data44 = data.exact;
if(typeof data44 !== "boolean"){
const err100 = {instancePath:instancePath+"/exact",schemaPath:"#/properties/exact/type",keyword:"type",params:{type: "boolean"},message:"must be boolean",schema:schema58.properties.exact.type,parentSchema:schema58.properties.exact,data:data44};
if(vErrors === null){
vErrors = [err100];
}
else {
vErrors.push(err100);
}
errors++;
}
}
if(data.priority !== undefined){
let data45 = data.priority;
if(!(((typeof data45 == "number") && (!(data45 % 1) && !isNaN(data45))) && (isFinite(data45)))){
const err101 = {instancePath:instancePath+"/priority",schemaPath:"#/properties/priority/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema58.properties.priority.type,parentSchema:schema58.properties.priority,data:data45};
if(vErrors === null){
vErrors = [err101];
}
else {
vErrors.push(err101);
}
errors++;
}
if((typeof data45 == "number") && (isFinite(data45))){
if(data45 > 1000 || isNaN(data45)){
const err102 = {instancePath:instancePath+"/priority",schemaPath:"#/properties/priority/maximum",keyword:"maximum",params:{comparison: "<=", limit: 1000},message:"must be <= 1000",schema:1000,parentSchema:schema58.properties.priority,data:data45};
if(vErrors === null){
vErrors = [err102];
}
else {
vErrors.push(err102);
}
errors++;
}
if(data45 < -1000 || isNaN(data45)){
const err103 = {instancePath:instancePath+"/priority",schemaPath:"#/properties/priority/minimum",keyword:"minimum",params:{comparison: ">=", limit: -1000},message:"must be >= -1000",schema:-1000,parentSchema:schema58.properties.priority,data:data45};
if(vErrors === null){
vErrors = [err103];
}
else {
vErrors.push(err103);
}
errors++;
}
}
}
if(data.order !== undefined){
let data46 = data.order;
if(typeof data46 !== "string"){
const err104 = {instancePath:instancePath+"/order",schemaPath:"#/properties/order/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema58.properties.order.type,parentSchema:schema58.properties.order,data:data46};
if(vErrors === null){
vErrors = [err104];
}
else {
vErrors.push(err104);
}
errors++;
}
if(!((data46 === "oldest") || (data46 === "newest"))){
const err105 = {instancePath:instancePath+"/order",schemaPath:"#/properties/order/enum",keyword:"enum",params:{allowedValues: schema58.properties.order.enum},message:"must be equal to one of the allowed values",schema:schema58.properties.order.enum,parentSchema:schema58.properties.order,data:data46};
if(vErrors === null){
vErrors = [err105];
}
else {
vErrors.push(err105);
}
errors++;
}
}
if(data.output !== undefined){
let data47 = data.output;
if(typeof data47 === "string"){
if(!pattern13.test(data47)){
const err106 = {instancePath:instancePath+"/output",schemaPath:"#/$defs/output/pattern",keyword:"pattern",params:{pattern: "^(?=.*\\S)(?:[^{}]|\\{(?:export|account|window|start|end|type|ext|address|fingerprint|as_of)\\})+$"},message:"must match pattern \""+"^(?=.*\\S)(?:[^{}]|\\{(?:export|account|window|start|end|type|ext|address|fingerprint|as_of)\\})+$"+"\"",schema:"^(?=.*\\S)(?:[^{}]|\\{(?:export|account|window|start|end|type|ext|address|fingerprint|as_of)\\})+$",parentSchema:schema48,data:data47};
if(vErrors === null){
vErrors = [err106];
}
else {
vErrors.push(err106);
}
errors++;
}
}
else {
const err107 = {instancePath:instancePath+"/output",schemaPath:"#/$defs/output/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema48.type,parentSchema:schema48,data:data47};
if(vErrors === null){
vErrors = [err107];
}
else {
vErrors.push(err107);
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
if(data.allow_unknown_type !== undefined){
let data49 = data.allow_unknown_type;
if(typeof data49 !== "boolean"){
const err108 = {instancePath:instancePath+"/allow_unknown_type",schemaPath:"#/properties/allow_unknown_type/type",keyword:"type",params:{type: "boolean"},message:"must be boolean",schema:schema58.properties.allow_unknown_type.type,parentSchema:schema58.properties.allow_unknown_type,data:data49};
if(vErrors === null){
vErrors = [err108];
}
else {
vErrors.push(err108);
}
errors++;
}
}
}
else {
const err109 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema58.type,parentSchema:schema58,data};
if(vErrors === null){
vErrors = [err109];
}
else {
vErrors.push(err109);
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
const _errs31 = errors;
if(data8 && typeof data8 == "object" && !Array.isArray(data8)){
if(data8.account_ids === undefined){
const err14 = {instancePath:instancePath+"/exports/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/allOf/2/else/properties/exports/additionalProperties/then/required",keyword:"required",params:{missingProperty: "account_ids"},message:"must have required property '"+"account_ids"+"'",schema:schema31.allOf[2].else.properties.exports.additionalProperties.then.required,parentSchema:schema31.allOf[2].else.properties.exports.additionalProperties.then,data:data8};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
var _valid3 = _errs31 === errors;
valid13 = _valid3;
}
if(!valid13){
const err15 = {instancePath:instancePath+"/exports/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/allOf/2/else/properties/exports/additionalProperties/if",keyword:"if",params:{failingKeyword: "then"},message:"must match \"then\" schema",schema:schema31.allOf[2].else.properties.exports.additionalProperties.if,parentSchema:schema31.allOf[2].else.properties.exports.additionalProperties,data:data8};
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
const err16 = {instancePath,schemaPath:"#/allOf/2/if",keyword:"if",params:{failingKeyword: "else"},message:"must match \"else\" schema",schema:schema31.allOf[2].if,parentSchema:schema31.allOf[2],data};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
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
const err17 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "version"},message:"must have required property '"+"version"+"'",schema:schema31.required,parentSchema:schema31,data};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
if(data.exports === undefined){
const err18 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "exports"},message:"must have required property '"+"exports"+"'",schema:schema31.required,parentSchema:schema31,data};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
for(const key3 in data){
if(!((func1.call(schema31.properties, key3)) || (pattern4.test(key3)))){
const err19 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key3},message:"must NOT have additional properties",schema:false,parentSchema:schema31,data};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
if(data.version !== undefined){
let data10 = data.version;
if(1 !== data10){
const err20 = {instancePath:instancePath+"/version",schemaPath:"#/properties/version/const",keyword:"const",params:{allowedValue: 1},message:"must be equal to constant",schema:1,parentSchema:schema31.properties.version,data:data10};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
if(data.accounts !== undefined){
let data11 = data.accounts;
if(data11 && typeof data11 == "object" && !Array.isArray(data11)){
for(const key4 in data11){
const _errs36 = errors;
if(typeof key4 === "string"){
if(!pattern5.test(key4)){
const err21 = {instancePath:instancePath+"/accounts",schemaPath:"#/$defs/accountName/pattern",keyword:"pattern",params:{pattern: "^(?!all$|acct?_)[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$"},message:"must match pattern \""+"^(?!all$|acct?_)[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$"+"\"",schema:"^(?!all$|acct?_)[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$",parentSchema:schema33,data:key4,propertyName:key4};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
}
else {
const err22 = {instancePath:instancePath+"/accounts",schemaPath:"#/$defs/accountName/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema33.type,parentSchema:schema33,data:key4,propertyName:key4};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
var valid18 = _errs36 === errors;
if(!valid18){
const err23 = {instancePath:instancePath+"/accounts",schemaPath:"#/properties/accounts/propertyNames",keyword:"propertyNames",params:{propertyName: key4},message:"property name must be valid",schema:schema31.properties.accounts.propertyNames,parentSchema:schema31.properties.accounts,data:data11};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
}
for(const key5 in data11){
let data12 = data11[key5];
if(typeof data12 === "string"){
if(!pattern6.test(data12)){
const err24 = {instancePath:instancePath+"/accounts/" + key5.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/$defs/accountId/pattern",keyword:"pattern",params:{pattern: "^acct?_[A-Za-z0-9_-]+$"},message:"must match pattern \""+"^acct?_[A-Za-z0-9_-]+$"+"\"",schema:"^acct?_[A-Za-z0-9_-]+$",parentSchema:schema34,data:data12};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
}
else {
const err25 = {instancePath:instancePath+"/accounts/" + key5.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/$defs/accountId/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema34.type,parentSchema:schema34,data:data12};
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
else {
const err26 = {instancePath:instancePath+"/accounts",schemaPath:"#/properties/accounts/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema31.properties.accounts.type,parentSchema:schema31.properties.accounts,data:data11};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
}
if(data.timezone !== undefined){
let data13 = data.timezone;
if(typeof data13 === "string"){
if(!pattern7.test(data13)){
const err27 = {instancePath:instancePath+"/timezone",schemaPath:"#/$defs/text/pattern",keyword:"pattern",params:{pattern: "\\S"},message:"must match pattern \""+"\\S"+"\"",schema:"\\S",parentSchema:schema35,data:data13};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
}
else {
const err28 = {instancePath:instancePath+"/timezone",schemaPath:"#/$defs/text/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema35.type,parentSchema:schema35,data:data13};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
}
if(data.budget !== undefined){
let data14 = data.budget;
if(data14 && typeof data14 == "object" && !Array.isArray(data14)){
for(const key6 in data14){
if(!((((key6 === "per_run") || (key6 === "per_month")) || (key6 === "keep_balance")) || (key6 === "unknown_cost"))){
const err29 = {instancePath:instancePath+"/budget",schemaPath:"#/properties/budget/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key6},message:"must NOT have additional properties",schema:false,parentSchema:schema31.properties.budget,data:data14};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
}
if(data14.per_run !== undefined){
let data15 = data14.per_run;
if((typeof data15 == "number") && (isFinite(data15))){
if(data15 < 0 || isNaN(data15)){
const err30 = {instancePath:instancePath+"/budget/per_run",schemaPath:"#/properties/budget/properties/per_run/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema31.properties.budget.properties.per_run,data:data15};
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
const err31 = {instancePath:instancePath+"/budget/per_run",schemaPath:"#/properties/budget/properties/per_run/type",keyword:"type",params:{type: "number"},message:"must be number",schema:schema31.properties.budget.properties.per_run.type,parentSchema:schema31.properties.budget.properties.per_run,data:data15};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
}
if(data14.per_month !== undefined){
let data16 = data14.per_month;
if((typeof data16 == "number") && (isFinite(data16))){
if(data16 < 0 || isNaN(data16)){
const err32 = {instancePath:instancePath+"/budget/per_month",schemaPath:"#/properties/budget/properties/per_month/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema31.properties.budget.properties.per_month,data:data16};
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
const err33 = {instancePath:instancePath+"/budget/per_month",schemaPath:"#/properties/budget/properties/per_month/type",keyword:"type",params:{type: "number"},message:"must be number",schema:schema31.properties.budget.properties.per_month.type,parentSchema:schema31.properties.budget.properties.per_month,data:data16};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
}
if(data14.keep_balance !== undefined){
let data17 = data14.keep_balance;
if((typeof data17 == "number") && (isFinite(data17))){
if(data17 < 0 || isNaN(data17)){
const err34 = {instancePath:instancePath+"/budget/keep_balance",schemaPath:"#/properties/budget/properties/keep_balance/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema31.properties.budget.properties.keep_balance,data:data17};
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
const err35 = {instancePath:instancePath+"/budget/keep_balance",schemaPath:"#/properties/budget/properties/keep_balance/type",keyword:"type",params:{type: "number"},message:"must be number",schema:schema31.properties.budget.properties.keep_balance.type,parentSchema:schema31.properties.budget.properties.keep_balance,data:data17};
if(vErrors === null){
vErrors = [err35];
}
else {
vErrors.push(err35);
}
errors++;
}
}
if(data14.unknown_cost !== undefined){
let data18 = data14.unknown_cost;
if(!((data18 === "block") || (data18 === "allow"))){
const err36 = {instancePath:instancePath+"/budget/unknown_cost",schemaPath:"#/properties/budget/properties/unknown_cost/enum",keyword:"enum",params:{allowedValues: schema31.properties.budget.properties.unknown_cost.enum},message:"must be equal to one of the allowed values",schema:schema31.properties.budget.properties.unknown_cost.enum,parentSchema:schema31.properties.budget.properties.unknown_cost,data:data18};
if(vErrors === null){
vErrors = [err36];
}
else {
vErrors.push(err36);
}
errors++;
}
}
}
else {
const err37 = {instancePath:instancePath+"/budget",schemaPath:"#/properties/budget/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema31.properties.budget.type,parentSchema:schema31.properties.budget,data:data14};
if(vErrors === null){
vErrors = [err37];
}
else {
vErrors.push(err37);
}
errors++;
}
}
if(data.prices !== undefined){
let data19 = data.prices;
if(data19 && typeof data19 == "object" && !Array.isArray(data19)){
for(const key7 in data19){
if(!((key7 === "rows_per_credit") || (key7 === "rows_per_account_day"))){
const err38 = {instancePath:instancePath+"/prices",schemaPath:"#/properties/prices/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key7},message:"must NOT have additional properties",schema:false,parentSchema:schema31.properties.prices,data:data19};
if(vErrors === null){
vErrors = [err38];
}
else {
vErrors.push(err38);
}
errors++;
}
}
if(data19.rows_per_credit !== undefined){
let data20 = data19.rows_per_credit;
if((typeof data20 == "number") && (isFinite(data20))){
if(data20 <= 0 || isNaN(data20)){
const err39 = {instancePath:instancePath+"/prices/rows_per_credit",schemaPath:"#/properties/prices/properties/rows_per_credit/exclusiveMinimum",keyword:"exclusiveMinimum",params:{comparison: ">", limit: 0},message:"must be > 0",schema:0,parentSchema:schema31.properties.prices.properties.rows_per_credit,data:data20};
if(vErrors === null){
vErrors = [err39];
}
else {
vErrors.push(err39);
}
errors++;
}
}
else {
const err40 = {instancePath:instancePath+"/prices/rows_per_credit",schemaPath:"#/properties/prices/properties/rows_per_credit/type",keyword:"type",params:{type: "number"},message:"must be number",schema:schema31.properties.prices.properties.rows_per_credit.type,parentSchema:schema31.properties.prices.properties.rows_per_credit,data:data20};
if(vErrors === null){
vErrors = [err40];
}
else {
vErrors.push(err40);
}
errors++;
}
}
if(data19.rows_per_account_day !== undefined){
let data21 = data19.rows_per_account_day;
if(data21 && typeof data21 == "object" && !Array.isArray(data21)){
for(const key8 in data21){
const _errs63 = errors;
if(!((((((((((((key8 === "transactions") || (key8 === "payouts")) || (key8 === "chargebacks")) || (key8 === "chat_messages")) || (key8 === "media_vault")) || (key8 === "trial_links")) || (key8 === "tracking_links")) || (key8 === "smart_links")) || (key8 === "fans")) || (key8 === "followings")) || (key8 === "public_profiles")) || (key8 === "profile_visitors"))){
const err41 = {instancePath:instancePath+"/prices/rows_per_account_day",schemaPath:"#/$defs/knownType/enum",keyword:"enum",params:{allowedValues: schema32.enum},message:"must be equal to one of the allowed values",schema:schema32.enum,parentSchema:schema32,data:key8,propertyName:key8};
if(vErrors === null){
vErrors = [err41];
}
else {
vErrors.push(err41);
}
errors++;
}
var valid25 = _errs63 === errors;
if(!valid25){
const err42 = {instancePath:instancePath+"/prices/rows_per_account_day",schemaPath:"#/properties/prices/properties/rows_per_account_day/propertyNames",keyword:"propertyNames",params:{propertyName: key8},message:"property name must be valid",schema:schema31.properties.prices.properties.rows_per_account_day.propertyNames,parentSchema:schema31.properties.prices.properties.rows_per_account_day,data:data21};
if(vErrors === null){
vErrors = [err42];
}
else {
vErrors.push(err42);
}
errors++;
}
}
for(const key9 in data21){
let data22 = data21[key9];
if((typeof data22 == "number") && (isFinite(data22))){
if(data22 < 0 || isNaN(data22)){
const err43 = {instancePath:instancePath+"/prices/rows_per_account_day/" + key9.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/prices/properties/rows_per_account_day/additionalProperties/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema31.properties.prices.properties.rows_per_account_day.additionalProperties,data:data22};
if(vErrors === null){
vErrors = [err43];
}
else {
vErrors.push(err43);
}
errors++;
}
}
else {
const err44 = {instancePath:instancePath+"/prices/rows_per_account_day/" + key9.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/prices/properties/rows_per_account_day/additionalProperties/type",keyword:"type",params:{type: "number"},message:"must be number",schema:schema31.properties.prices.properties.rows_per_account_day.additionalProperties.type,parentSchema:schema31.properties.prices.properties.rows_per_account_day.additionalProperties,data:data22};
if(vErrors === null){
vErrors = [err44];
}
else {
vErrors.push(err44);
}
errors++;
}
}
}
else {
const err45 = {instancePath:instancePath+"/prices/rows_per_account_day",schemaPath:"#/properties/prices/properties/rows_per_account_day/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema31.properties.prices.properties.rows_per_account_day.type,parentSchema:schema31.properties.prices.properties.rows_per_account_day,data:data21};
if(vErrors === null){
vErrors = [err45];
}
else {
vErrors.push(err45);
}
errors++;
}
}
}
else {
const err46 = {instancePath:instancePath+"/prices",schemaPath:"#/properties/prices/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema31.properties.prices.type,parentSchema:schema31.properties.prices,data:data19};
if(vErrors === null){
vErrors = [err46];
}
else {
vErrors.push(err46);
}
errors++;
}
}
if(data.rate !== undefined){
let data23 = data.rate;
if(data23 && typeof data23 == "object" && !Array.isArray(data23)){
for(const key10 in data23){
if(!(key10 === "reserve")){
const err47 = {instancePath:instancePath+"/rate",schemaPath:"#/properties/rate/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key10},message:"must NOT have additional properties",schema:false,parentSchema:schema31.properties.rate,data:data23};
if(vErrors === null){
vErrors = [err47];
}
else {
vErrors.push(err47);
}
errors++;
}
}
if(data23.reserve !== undefined){
let data24 = data23.reserve;
if(!(((typeof data24 == "number") && (!(data24 % 1) && !isNaN(data24))) && (isFinite(data24)))){
const err48 = {instancePath:instancePath+"/rate/reserve",schemaPath:"#/properties/rate/properties/reserve/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema31.properties.rate.properties.reserve.type,parentSchema:schema31.properties.rate.properties.reserve,data:data24};
if(vErrors === null){
vErrors = [err48];
}
else {
vErrors.push(err48);
}
errors++;
}
if((typeof data24 == "number") && (isFinite(data24))){
if(data24 < 0 || isNaN(data24)){
const err49 = {instancePath:instancePath+"/rate/reserve",schemaPath:"#/properties/rate/properties/reserve/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema31.properties.rate.properties.reserve,data:data24};
if(vErrors === null){
vErrors = [err49];
}
else {
vErrors.push(err49);
}
errors++;
}
}
}
}
else {
const err50 = {instancePath:instancePath+"/rate",schemaPath:"#/properties/rate/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema31.properties.rate.type,parentSchema:schema31.properties.rate,data:data23};
if(vErrors === null){
vErrors = [err50];
}
else {
vErrors.push(err50);
}
errors++;
}
}
if(data.max_requests !== undefined){
let data25 = data.max_requests;
if(!(((typeof data25 == "number") && (!(data25 % 1) && !isNaN(data25))) && (isFinite(data25)))){
const err51 = {instancePath:instancePath+"/max_requests",schemaPath:"#/properties/max_requests/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema31.properties.max_requests.type,parentSchema:schema31.properties.max_requests,data:data25};
if(vErrors === null){
vErrors = [err51];
}
else {
vErrors.push(err51);
}
errors++;
}
if((typeof data25 == "number") && (isFinite(data25))){
if(data25 < 1 || isNaN(data25)){
const err52 = {instancePath:instancePath+"/max_requests",schemaPath:"#/properties/max_requests/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema31.properties.max_requests,data:data25};
if(vErrors === null){
vErrors = [err52];
}
else {
vErrors.push(err52);
}
errors++;
}
}
}
if(data.hooks !== undefined){
let data26 = data.hooks;
if(data26 && typeof data26 == "object" && !Array.isArray(data26)){
for(const key11 in data26){
if(!(((key11 === "after_run") || (key11 === "timeout")) || (key11 === "concurrency"))){
const err53 = {instancePath:instancePath+"/hooks",schemaPath:"#/properties/hooks/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key11},message:"must NOT have additional properties",schema:false,parentSchema:schema31.properties.hooks,data:data26};
if(vErrors === null){
vErrors = [err53];
}
else {
vErrors.push(err53);
}
errors++;
}
}
if(data26.after_run !== undefined){
let data27 = data26.after_run;
if(Array.isArray(data27)){
const len0 = data27.length;
for(let i0=0; i0<len0; i0++){
if(!(validate21(data27[i0], {instancePath:instancePath+"/hooks/after_run/" + i0,parentData:data27,parentDataProperty:i0,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate21.errors : vErrors.concat(validate21.errors);
errors = vErrors.length;
}
}
}
else {
const err54 = {instancePath:instancePath+"/hooks/after_run",schemaPath:"#/properties/hooks/properties/after_run/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema31.properties.hooks.properties.after_run.type,parentSchema:schema31.properties.hooks.properties.after_run,data:data27};
if(vErrors === null){
vErrors = [err54];
}
else {
vErrors.push(err54);
}
errors++;
}
}
if(data26.timeout !== undefined){
let data29 = data26.timeout;
if(typeof data29 === "string"){
if(!pattern9.test(data29)){
const err55 = {instancePath:instancePath+"/hooks/timeout",schemaPath:"#/$defs/duration/pattern",keyword:"pattern",params:{pattern: "^(?:[1-9]\\d{0,4}s|[1-9]\\d{0,3}m|[1-9]\\d?h)$"},message:"must match pattern \""+"^(?:[1-9]\\d{0,4}s|[1-9]\\d{0,3}m|[1-9]\\d?h)$"+"\"",schema:"^(?:[1-9]\\d{0,4}s|[1-9]\\d{0,3}m|[1-9]\\d?h)$",parentSchema:schema39,data:data29};
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
const err56 = {instancePath:instancePath+"/hooks/timeout",schemaPath:"#/$defs/duration/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema39.type,parentSchema:schema39,data:data29};
if(vErrors === null){
vErrors = [err56];
}
else {
vErrors.push(err56);
}
errors++;
}
}
if(data26.concurrency !== undefined){
let data30 = data26.concurrency;
if(!(((typeof data30 == "number") && (!(data30 % 1) && !isNaN(data30))) && (isFinite(data30)))){
const err57 = {instancePath:instancePath+"/hooks/concurrency",schemaPath:"#/properties/hooks/properties/concurrency/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema31.properties.hooks.properties.concurrency.type,parentSchema:schema31.properties.hooks.properties.concurrency,data:data30};
if(vErrors === null){
vErrors = [err57];
}
else {
vErrors.push(err57);
}
errors++;
}
if((typeof data30 == "number") && (isFinite(data30))){
if(data30 > 64 || isNaN(data30)){
const err58 = {instancePath:instancePath+"/hooks/concurrency",schemaPath:"#/properties/hooks/properties/concurrency/maximum",keyword:"maximum",params:{comparison: "<=", limit: 64},message:"must be <= 64",schema:64,parentSchema:schema31.properties.hooks.properties.concurrency,data:data30};
if(vErrors === null){
vErrors = [err58];
}
else {
vErrors.push(err58);
}
errors++;
}
if(data30 < 1 || isNaN(data30)){
const err59 = {instancePath:instancePath+"/hooks/concurrency",schemaPath:"#/properties/hooks/properties/concurrency/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema31.properties.hooks.properties.concurrency,data:data30};
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
}
else {
const err60 = {instancePath:instancePath+"/hooks",schemaPath:"#/properties/hooks/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema31.properties.hooks.type,parentSchema:schema31.properties.hooks,data:data26};
if(vErrors === null){
vErrors = [err60];
}
else {
vErrors.push(err60);
}
errors++;
}
}
if(data.defaults !== undefined){
let data31 = data.defaults;
if(data31 && typeof data31 == "object" && !Array.isArray(data31)){
for(const key12 in data31){
if(!(func1.call(schema31.properties.defaults.properties, key12))){
const err61 = {instancePath:instancePath+"/defaults",schemaPath:"#/properties/defaults/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key12},message:"must NOT have additional properties",schema:false,parentSchema:schema31.properties.defaults,data:data31};
if(vErrors === null){
vErrors = [err61];
}
else {
vErrors.push(err61);
}
errors++;
}
}
if(data31.account_ids !== undefined){
if(!(validate23(data31.account_ids, {instancePath:instancePath+"/defaults/account_ids",parentData:data31,parentDataProperty:"account_ids",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate23.errors : vErrors.concat(validate23.errors);
errors = vErrors.length;
}
}
if(data31.split !== undefined){
if(!(validate25(data31.split, {instancePath:instancePath+"/defaults/split",parentData:data31,parentDataProperty:"split",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate25.errors : vErrors.concat(validate25.errors);
errors = vErrors.length;
}
}
if(data31.start_date !== undefined){
let data34 = data31.start_date;
if(typeof data34 === "string"){
if(!pattern11.test(data34)){
const err62 = {instancePath:instancePath+"/defaults/start_date",schemaPath:"#/$defs/bound/pattern",keyword:"pattern",params:{pattern: "^(?:(?:\\d{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\\d|30)|02-(?:0[1-9]|1\\d|2[0-8]))|(?:\\d\\d(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)-02-29)(?:T(?:[01]\\d|2[0-3]):[0-5]\\d(?::[0-5]\\d)?(?:Z|[+-](?:[01]\\d|2[0-3]):[0-5]\\d))?|(?:today|yesterday|(?:start|end)_of_(?:week|month|quarter|year))(?: *[+-] *\\d{1,4}(?:d|w|mo|q|y))*)$"},message:"must match pattern \""+"^(?:(?:\\d{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\\d|30)|02-(?:0[1-9]|1\\d|2[0-8]))|(?:\\d\\d(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)-02-29)(?:T(?:[01]\\d|2[0-3]):[0-5]\\d(?::[0-5]\\d)?(?:Z|[+-](?:[01]\\d|2[0-3]):[0-5]\\d))?|(?:today|yesterday|(?:start|end)_of_(?:week|month|quarter|year))(?: *[+-] *\\d{1,4}(?:d|w|mo|q|y))*)$"+"\"",schema:"^(?:(?:\\d{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\\d|30)|02-(?:0[1-9]|1\\d|2[0-8]))|(?:\\d\\d(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)-02-29)(?:T(?:[01]\\d|2[0-3]):[0-5]\\d(?::[0-5]\\d)?(?:Z|[+-](?:[01]\\d|2[0-3]):[0-5]\\d))?|(?:today|yesterday|(?:start|end)_of_(?:week|month|quarter|year))(?: *[+-] *\\d{1,4}(?:d|w|mo|q|y))*)$",parentSchema:schema45,data:data34};
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
const err63 = {instancePath:instancePath+"/defaults/start_date",schemaPath:"#/$defs/bound/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema45.type,parentSchema:schema45,data:data34};
if(vErrors === null){
vErrors = [err63];
}
else {
vErrors.push(err63);
}
errors++;
}
}
if(data31.end_date !== undefined){
let data35 = data31.end_date;
if(typeof data35 === "string"){
if(!pattern11.test(data35)){
const err64 = {instancePath:instancePath+"/defaults/end_date",schemaPath:"#/$defs/bound/pattern",keyword:"pattern",params:{pattern: "^(?:(?:\\d{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\\d|30)|02-(?:0[1-9]|1\\d|2[0-8]))|(?:\\d\\d(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)-02-29)(?:T(?:[01]\\d|2[0-3]):[0-5]\\d(?::[0-5]\\d)?(?:Z|[+-](?:[01]\\d|2[0-3]):[0-5]\\d))?|(?:today|yesterday|(?:start|end)_of_(?:week|month|quarter|year))(?: *[+-] *\\d{1,4}(?:d|w|mo|q|y))*)$"},message:"must match pattern \""+"^(?:(?:\\d{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\\d|30)|02-(?:0[1-9]|1\\d|2[0-8]))|(?:\\d\\d(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)-02-29)(?:T(?:[01]\\d|2[0-3]):[0-5]\\d(?::[0-5]\\d)?(?:Z|[+-](?:[01]\\d|2[0-3]):[0-5]\\d))?|(?:today|yesterday|(?:start|end)_of_(?:week|month|quarter|year))(?: *[+-] *\\d{1,4}(?:d|w|mo|q|y))*)$"+"\"",schema:"^(?:(?:\\d{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\\d|30)|02-(?:0[1-9]|1\\d|2[0-8]))|(?:\\d\\d(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)-02-29)(?:T(?:[01]\\d|2[0-3]):[0-5]\\d(?::[0-5]\\d)?(?:Z|[+-](?:[01]\\d|2[0-3]):[0-5]\\d))?|(?:today|yesterday|(?:start|end)_of_(?:week|month|quarter|year))(?: *[+-] *\\d{1,4}(?:d|w|mo|q|y))*)$",parentSchema:schema45,data:data35};
if(vErrors === null){
vErrors = [err64];
}
else {
vErrors.push(err64);
}
errors++;
}
}
else {
const err65 = {instancePath:instancePath+"/defaults/end_date",schemaPath:"#/$defs/bound/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema45.type,parentSchema:schema45,data:data35};
if(vErrors === null){
vErrors = [err65];
}
else {
vErrors.push(err65);
}
errors++;
}
}
if(data31.file_type !== undefined){
let data36 = data31.file_type;
if(typeof data36 !== "string"){
const err66 = {instancePath:instancePath+"/defaults/file_type",schemaPath:"#/$defs/fileType/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema47.type,parentSchema:schema47,data:data36};
if(vErrors === null){
vErrors = [err66];
}
else {
vErrors.push(err66);
}
errors++;
}
if(!(((data36 === "csv") || (data36 === "xlsx")) || (data36 === "zip"))){
const err67 = {instancePath:instancePath+"/defaults/file_type",schemaPath:"#/$defs/fileType/enum",keyword:"enum",params:{allowedValues: schema47.enum},message:"must be equal to one of the allowed values",schema:schema47.enum,parentSchema:schema47,data:data36};
if(vErrors === null){
vErrors = [err67];
}
else {
vErrors.push(err67);
}
errors++;
}
}
if(data31.output !== undefined){
let data37 = data31.output;
if(typeof data37 === "string"){
if(!pattern13.test(data37)){
const err68 = {instancePath:instancePath+"/defaults/output",schemaPath:"#/$defs/output/pattern",keyword:"pattern",params:{pattern: "^(?=.*\\S)(?:[^{}]|\\{(?:export|account|window|start|end|type|ext|address|fingerprint|as_of)\\})+$"},message:"must match pattern \""+"^(?=.*\\S)(?:[^{}]|\\{(?:export|account|window|start|end|type|ext|address|fingerprint|as_of)\\})+$"+"\"",schema:"^(?=.*\\S)(?:[^{}]|\\{(?:export|account|window|start|end|type|ext|address|fingerprint|as_of)\\})+$",parentSchema:schema48,data:data37};
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
const err69 = {instancePath:instancePath+"/defaults/output",schemaPath:"#/$defs/output/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema48.type,parentSchema:schema48,data:data37};
if(vErrors === null){
vErrors = [err69];
}
else {
vErrors.push(err69);
}
errors++;
}
}
if(data31.auto_start !== undefined){
let data38 = data31.auto_start;
if(typeof data38 !== "boolean"){
const err70 = {instancePath:instancePath+"/defaults/auto_start",schemaPath:"#/properties/defaults/properties/auto_start/type",keyword:"type",params:{type: "boolean"},message:"must be boolean",schema:schema31.properties.defaults.properties.auto_start.type,parentSchema:schema31.properties.defaults.properties.auto_start,data:data38};
if(vErrors === null){
vErrors = [err70];
}
else {
vErrors.push(err70);
}
errors++;
}
}
if(data31.max_credits !== undefined){
let data39 = data31.max_credits;
if((typeof data39 == "number") && (isFinite(data39))){
if(data39 < 0 || isNaN(data39)){
const err71 = {instancePath:instancePath+"/defaults/max_credits",schemaPath:"#/properties/defaults/properties/max_credits/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema31.properties.defaults.properties.max_credits,data:data39};
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
const err72 = {instancePath:instancePath+"/defaults/max_credits",schemaPath:"#/properties/defaults/properties/max_credits/type",keyword:"type",params:{type: "number"},message:"must be number",schema:schema31.properties.defaults.properties.max_credits.type,parentSchema:schema31.properties.defaults.properties.max_credits,data:data39};
if(vErrors === null){
vErrors = [err72];
}
else {
vErrors.push(err72);
}
errors++;
}
}
if(data31.retries !== undefined){
let data40 = data31.retries;
if(!(((typeof data40 == "number") && (!(data40 % 1) && !isNaN(data40))) && (isFinite(data40)))){
const err73 = {instancePath:instancePath+"/defaults/retries",schemaPath:"#/properties/defaults/properties/retries/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema31.properties.defaults.properties.retries.type,parentSchema:schema31.properties.defaults.properties.retries,data:data40};
if(vErrors === null){
vErrors = [err73];
}
else {
vErrors.push(err73);
}
errors++;
}
if((typeof data40 == "number") && (isFinite(data40))){
if(data40 > 10 || isNaN(data40)){
const err74 = {instancePath:instancePath+"/defaults/retries",schemaPath:"#/properties/defaults/properties/retries/maximum",keyword:"maximum",params:{comparison: "<=", limit: 10},message:"must be <= 10",schema:10,parentSchema:schema31.properties.defaults.properties.retries,data:data40};
if(vErrors === null){
vErrors = [err74];
}
else {
vErrors.push(err74);
}
errors++;
}
if(data40 < 0 || isNaN(data40)){
const err75 = {instancePath:instancePath+"/defaults/retries",schemaPath:"#/properties/defaults/properties/retries/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema31.properties.defaults.properties.retries,data:data40};
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
if(data31.refresh !== undefined){
let data41 = data31.refresh;
if(typeof data41 === "string"){
if(!pattern14.test(data41)){
const err76 = {instancePath:instancePath+"/defaults/refresh",schemaPath:"#/$defs/refresh/pattern",keyword:"pattern",params:{pattern: "^(?:never|[1-9]\\d{0,3}(?:d|w|mo|q|y))$"},message:"must match pattern \""+"^(?:never|[1-9]\\d{0,3}(?:d|w|mo|q|y))$"+"\"",schema:"^(?:never|[1-9]\\d{0,3}(?:d|w|mo|q|y))$",parentSchema:schema49,data:data41};
if(vErrors === null){
vErrors = [err76];
}
else {
vErrors.push(err76);
}
errors++;
}
}
else {
const err77 = {instancePath:instancePath+"/defaults/refresh",schemaPath:"#/$defs/refresh/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema49.type,parentSchema:schema49,data:data41};
if(vErrors === null){
vErrors = [err77];
}
else {
vErrors.push(err77);
}
errors++;
}
}
if(data31.keep !== undefined){
let data42 = data31.keep;
if(!(((typeof data42 == "number") && (!(data42 % 1) && !isNaN(data42))) && (isFinite(data42)))){
const err78 = {instancePath:instancePath+"/defaults/keep",schemaPath:"#/properties/defaults/properties/keep/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema31.properties.defaults.properties.keep.type,parentSchema:schema31.properties.defaults.properties.keep,data:data42};
if(vErrors === null){
vErrors = [err78];
}
else {
vErrors.push(err78);
}
errors++;
}
if((typeof data42 == "number") && (isFinite(data42))){
if(data42 > 1000 || isNaN(data42)){
const err79 = {instancePath:instancePath+"/defaults/keep",schemaPath:"#/properties/defaults/properties/keep/maximum",keyword:"maximum",params:{comparison: "<=", limit: 1000},message:"must be <= 1000",schema:1000,parentSchema:schema31.properties.defaults.properties.keep,data:data42};
if(vErrors === null){
vErrors = [err79];
}
else {
vErrors.push(err79);
}
errors++;
}
if(data42 < 1 || isNaN(data42)){
const err80 = {instancePath:instancePath+"/defaults/keep",schemaPath:"#/properties/defaults/properties/keep/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema31.properties.defaults.properties.keep,data:data42};
if(vErrors === null){
vErrors = [err80];
}
else {
vErrors.push(err80);
}
errors++;
}
}
}
if(data31.settle_after !== undefined){
let data43 = data31.settle_after;
if(typeof data43 === "string"){
if(!pattern15.test(data43)){
const err81 = {instancePath:instancePath+"/defaults/settle_after",schemaPath:"#/$defs/period/pattern",keyword:"pattern",params:{pattern: "^[1-9]\\d{0,3}(?:d|w|mo|q|y)$"},message:"must match pattern \""+"^[1-9]\\d{0,3}(?:d|w|mo|q|y)$"+"\"",schema:"^[1-9]\\d{0,3}(?:d|w|mo|q|y)$",parentSchema:schema50,data:data43};
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
const err82 = {instancePath:instancePath+"/defaults/settle_after",schemaPath:"#/$defs/period/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema50.type,parentSchema:schema50,data:data43};
if(vErrors === null){
vErrors = [err82];
}
else {
vErrors.push(err82);
}
errors++;
}
}
if(data31.rebuy !== undefined){
if(!(validate27(data31.rebuy, {instancePath:instancePath+"/defaults/rebuy",parentData:data31,parentDataProperty:"rebuy",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate27.errors : vErrors.concat(validate27.errors);
errors = vErrors.length;
}
}
if(data31.exact !== undefined){
let data45 = data31.exact;
if(typeof data45 !== "boolean"){
const err83 = {instancePath:instancePath+"/defaults/exact",schemaPath:"#/properties/defaults/properties/exact/type",keyword:"type",params:{type: "boolean"},message:"must be boolean",schema:schema31.properties.defaults.properties.exact.type,parentSchema:schema31.properties.defaults.properties.exact,data:data45};
if(vErrors === null){
vErrors = [err83];
}
else {
vErrors.push(err83);
}
errors++;
}
}
if(data31.priority !== undefined){
let data46 = data31.priority;
if(!(((typeof data46 == "number") && (!(data46 % 1) && !isNaN(data46))) && (isFinite(data46)))){
const err84 = {instancePath:instancePath+"/defaults/priority",schemaPath:"#/properties/defaults/properties/priority/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema31.properties.defaults.properties.priority.type,parentSchema:schema31.properties.defaults.properties.priority,data:data46};
if(vErrors === null){
vErrors = [err84];
}
else {
vErrors.push(err84);
}
errors++;
}
if((typeof data46 == "number") && (isFinite(data46))){
if(data46 > 1000 || isNaN(data46)){
const err85 = {instancePath:instancePath+"/defaults/priority",schemaPath:"#/properties/defaults/properties/priority/maximum",keyword:"maximum",params:{comparison: "<=", limit: 1000},message:"must be <= 1000",schema:1000,parentSchema:schema31.properties.defaults.properties.priority,data:data46};
if(vErrors === null){
vErrors = [err85];
}
else {
vErrors.push(err85);
}
errors++;
}
if(data46 < -1000 || isNaN(data46)){
const err86 = {instancePath:instancePath+"/defaults/priority",schemaPath:"#/properties/defaults/properties/priority/minimum",keyword:"minimum",params:{comparison: ">=", limit: -1000},message:"must be >= -1000",schema:-1000,parentSchema:schema31.properties.defaults.properties.priority,data:data46};
if(vErrors === null){
vErrors = [err86];
}
else {
vErrors.push(err86);
}
errors++;
}
}
}
if(data31.order !== undefined){
let data47 = data31.order;
if(typeof data47 !== "string"){
const err87 = {instancePath:instancePath+"/defaults/order",schemaPath:"#/properties/defaults/properties/order/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema31.properties.defaults.properties.order.type,parentSchema:schema31.properties.defaults.properties.order,data:data47};
if(vErrors === null){
vErrors = [err87];
}
else {
vErrors.push(err87);
}
errors++;
}
if(!((data47 === "oldest") || (data47 === "newest"))){
const err88 = {instancePath:instancePath+"/defaults/order",schemaPath:"#/properties/defaults/properties/order/enum",keyword:"enum",params:{allowedValues: schema31.properties.defaults.properties.order.enum},message:"must be equal to one of the allowed values",schema:schema31.properties.defaults.properties.order.enum,parentSchema:schema31.properties.defaults.properties.order,data:data47};
if(vErrors === null){
vErrors = [err88];
}
else {
vErrors.push(err88);
}
errors++;
}
}
if(data31.hooks !== undefined){
if(!(validate29(data31.hooks, {instancePath:instancePath+"/defaults/hooks",parentData:data31,parentDataProperty:"hooks",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate29.errors : vErrors.concat(validate29.errors);
errors = vErrors.length;
}
}
}
else {
const err89 = {instancePath:instancePath+"/defaults",schemaPath:"#/properties/defaults/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema31.properties.defaults.type,parentSchema:schema31.properties.defaults,data:data31};
if(vErrors === null){
vErrors = [err89];
}
else {
vErrors.push(err89);
}
errors++;
}
}
if(data.exports !== undefined){
let data49 = data.exports;
if(data49 && typeof data49 == "object" && !Array.isArray(data49)){
if(Object.keys(data49).length < 1){
const err90 = {instancePath:instancePath+"/exports",schemaPath:"#/properties/exports/minProperties",keyword:"minProperties",params:{limit: 1},message:"must NOT have fewer than 1 properties",schema:1,parentSchema:schema31.properties.exports,data:data49};
if(vErrors === null){
vErrors = [err90];
}
else {
vErrors.push(err90);
}
errors++;
}
for(const key13 in data49){
const _errs127 = errors;
if(typeof key13 === "string"){
if(!pattern20.test(key13)){
const err91 = {instancePath:instancePath+"/exports",schemaPath:"#/$defs/exportName/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$"},message:"must match pattern \""+"^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$"+"\"",schema:"^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$",parentSchema:schema57,data:key13,propertyName:key13};
if(vErrors === null){
vErrors = [err91];
}
else {
vErrors.push(err91);
}
errors++;
}
}
else {
const err92 = {instancePath:instancePath+"/exports",schemaPath:"#/$defs/exportName/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema57.type,parentSchema:schema57,data:key13,propertyName:key13};
if(vErrors === null){
vErrors = [err92];
}
else {
vErrors.push(err92);
}
errors++;
}
var valid40 = _errs127 === errors;
if(!valid40){
const err93 = {instancePath:instancePath+"/exports",schemaPath:"#/properties/exports/propertyNames",keyword:"propertyNames",params:{propertyName: key13},message:"property name must be valid",schema:schema31.properties.exports.propertyNames,parentSchema:schema31.properties.exports,data:data49};
if(vErrors === null){
vErrors = [err93];
}
else {
vErrors.push(err93);
}
errors++;
}
}
for(const key14 in data49){
if(!(validate33(data49[key14], {instancePath:instancePath+"/exports/" + key14.replace(/~/g, "~0").replace(/\//g, "~1"),parentData:data49,parentDataProperty:key14,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate33.errors : vErrors.concat(validate33.errors);
errors = vErrors.length;
}
}
}
else {
const err94 = {instancePath:instancePath+"/exports",schemaPath:"#/properties/exports/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema31.properties.exports.type,parentSchema:schema31.properties.exports,data:data49};
if(vErrors === null){
vErrors = [err94];
}
else {
vErrors.push(err94);
}
errors++;
}
}
}
else {
const err95 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema31.type,parentSchema:schema31,data};
if(vErrors === null){
vErrors = [err95];
}
else {
vErrors.push(err95);
}
errors++;
}
validate20.errors = vErrors;
return errors === 0;
}
validate20.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};
