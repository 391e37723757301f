/*
 * openapi_schema.mjs - holds a value to a schema of our OpenAPI document; for openapi.test.mjs.
 *
 * Knows exactly the keywords the document uses and throws at any other, so that nothing in the
 * document goes unchecked by mistake.
 */
const ANNOTATIONS = new Set(['description', 'example', 'default']);

const typeOf = value => {
    if (value === null) {
        return 'null';
    }
    return Array.isArray(value) ? 'array' : typeof value;
};

const isOfType = (value, type) =>
    type === 'integer' ? Number.isInteger(value) : typeOf(value) === type;

export class Schemas {
    constructor(document) {
        this.document = document;
    }

    /* Follows "#/components/schemas/Ticket". */
    resolve(reference) {
        const found = reference.replace(/^#\//, '').split('/')
            .reduce((node, part) => node?.[part], this.document);
        if (!found) {
            throw new Error(`${reference} points nowhere`);
        }
        return found;
    }

    /* A list of faults as sentences; empty when the value fits. */
    faults(schema, value, at = '$') {
        return Object.entries(schema).flatMap(([keyword, rule]) => {
            if (ANNOTATIONS.has(keyword)) {
                return [];
            }
            const check = this[`check_${keyword.replace('$', '')}`];
            if (!check) {
                throw new Error(`the document uses "${keyword}", which the test does not know`);
            }
            return check.call(this, rule, value, at, schema);
        });
    }

    check_ref(reference, value, at) {
        return this.faults(this.resolve(reference), value, at);
    }

    check_type(rule, value, at) {
        return [rule].flat().some(type => isOfType(value, type)) ? []
            : [`${at} is ${typeOf(value)}, not ${rule}`];
    }

    check_enum(rule, value, at) {
        return rule.includes(value) ? []
            : [`${at} is ${JSON.stringify(value)}, not one of ${rule}`];
    }

    check_const(rule, value, at) {
        return value === rule ? [] : [`${at} is not ${rule}`];
    }

    check_pattern(rule, value, at) {
        return typeof value !== 'string' || new RegExp(rule, 'u').test(value) ? []
            : [`${at} is ${JSON.stringify(value)}, not like ${rule}`];
    }

    check_minimum(rule, value, at) {
        return typeof value !== 'number' || value >= rule ? []
            : [`${at} is ${value}, below ${rule}`];
    }

    check_maximum(rule, value, at) {
        return typeof value !== 'number' || value <= rule ? []
            : [`${at} is ${value}, over ${rule}`];
    }

    check_minLength(rule, value, at) {
        return typeof value !== 'string' || value.length >= rule ? [] : [`${at} is too short`];
    }

    check_maxLength(rule, value, at) {
        return typeof value !== 'string' || value.length <= rule ? [] : [`${at} is too long`];
    }

    check_minItems(rule, value, at) {
        return !Array.isArray(value) || value.length >= rule ? [] : [`${at} has too few items`];
    }

    check_maxItems(rule, value, at) {
        return !Array.isArray(value) || value.length <= rule ? [] : [`${at} has too many items`];
    }

    check_items(rule, value, at) {
        return Array.isArray(value)
            ? value.flatMap((item, i) => this.faults(rule, item, `${at}[${i}]`)) : [];
    }

    check_required(rule, value, at) {
        return typeOf(value) !== 'object' ? []
            : rule.filter(name => !(name in value)).map(name => `${at}.${name} is missing`);
    }

    check_properties(rule, value, at) {
        return typeOf(value) !== 'object' ? [] : Object.entries(rule).flatMap(([name, schema]) =>
            name in value ? this.faults(schema, value[name], `${at}.${name}`) : []);
    }

    check_additionalProperties(rule, value, at, schema) {
        return rule || typeOf(value) !== 'object' ? [] : Object.keys(value)
            .filter(name => !(name in schema.properties)).map(name => `${at}.${name} is not known`);
    }

    check_anyOf(rule, value, at) {
        const tries = rule.map(schema => this.faults(schema, value, at));
        return tries.some(faults => faults.length === 0) ? [] : tries[0];
    }

    check_oneOf(rule, value, at) {
        const fitting = rule.filter(schema => this.faults(schema, value, at).length === 0).length;
        return fitting === 1 ? [] : [`${at} fits ${fitting} of the ${rule.length} choices`];
    }
}
