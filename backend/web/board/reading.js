/*
 * reading.js - how large a called number must be to be read from the farthest seat. Pure.
 *
 * Source   EN 301 549, 5.1.4 by analogy: the capitals' height is at least 0.01222 of the distance,
 *          61 mm at 5 m.
 */
const OF_DISTANCE = 0.01222;
const CAPITALS = 0.7; /* of the font's size; those of our fonts are a little taller */
const MM_PER_INCH = 25.4;

const mmPerPx = ({inches, widthPx, heightPx}) =>
    (inches * MM_PER_INCH) / Math.hypot(widthPx, heightPx);

/* The least font size on a screen {inches, widthPx, heightPx}. */
export const leastFontPx = (distanceM, screen) =>
    (distanceM * 1000 * OF_DISTANCE) / mmPerPx(screen) / CAPITALS;

/* From how far a font of this size can be read. */
export const farthestM = (fontPx, screen) =>
    (fontPx * CAPITALS * mmPerPx(screen)) / OF_DISTANCE / 1000;

function between(text, least, most) {
    const value = Number(text);
    return text !== null && value >= least && value <= most ? value : null;
}

/* {distanceM, inches} of the address (?distance=6.5&inches=50), else of the office; null: nobody
 * has said how far the last seat is. */
export function placeOf(search, display) {
    const params = new URLSearchParams(search);
    const distanceM = between(params.get('distance'), 0.5, 50) ?? display?.distance_m ?? null;
    const inches = between(params.get('inches'), 5, 200) ?? display?.inches ?? null;
    return distanceM && inches ? {distanceM, inches} : null;
}
