/* Answers that overtake each other at the desk. */
import assert from 'node:assert/strict';
import {test} from 'node:test';
import {createOrder} from '../../../backend/web/console/desk_order.js';

test('an answer is shown unless one that was asked for later is there already', () => {
    const ask = createOrder();
    const [first, second, third] = [ask(), ask(), ask()];
    assert.equal(second(), true);
    assert.equal(first(), false, 'overtaken');
    assert.equal(third(), true);
    ask()(); /* something newer is shown that was not asked for */
    assert.equal(third(), false);
});
