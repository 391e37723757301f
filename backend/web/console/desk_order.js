/*
 * desk_order.js - answers that overtake each other. Pure.
 */

/* Each asking gives a question: may this answer be shown? Not once a later one was. */
export function createOrder() {
    let asked = 0;
    let shown = 0;
    return () => {
        asked += 1;
        const own = asked;
        return () => {
            const isNewer = own >= shown;
            shown = Math.max(shown, own);
            return isNewer;
        };
    };
}
