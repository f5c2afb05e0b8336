/* Elements as the editor of chains makes them. */

const isGiven = (value) => value !== null && value !== undefined && value !== false;

/* An element; attributes and children that are not given are left out, ``true`` is an attribute without a value. */
export function element(tag, attributes = {}, ...children) {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes).filter(([, each]) => isGiven(each))) {
        made.setAttribute(name, value === true ? "" : value);
    }
    made.append(...children.filter(isGiven));
    return made;
}

/* A list to choose from: ``choices`` are [value, words] as the server has them. */
export function choice(choices, value, attributes = {}) {
    const made = element("select", attributes, ...choices.map(([key, words]) => element("option", {value: key}, words)));
    made.value = value;
    return made;
}
