/*
 * session.js - who is logged in on this page.
 *
 * `phase` is 'loading', 'out' or 'in'; `reason` says why it is out ('' or 'ended'). Nothing about
 * the person is kept in the browser: the cookie is the server's.
 */
import {useCallback, useEffect, useState} from 'preact/hooks';
import {get, postOnce, remove, setCsrf} from './api.js';

const RETRY_MS = 1_500;

export function useSession() {
    const [state, setState] = useState(
        {phase: 'loading', session: null, reason: '', isDown: false});

    const enter = useCallback((session) => {
        setCsrf(session.csrf);
        setState({phase: 'in', session, reason: '', isDown: false});
    }, []);

    const ended = useCallback(() => {
        setCsrf('');
        setState({phase: 'out', session: null, reason: 'ended', isDown: false});
    }, []);

    useEffect(() => {
        let timer = null;
        async function look() {
            try {
                enter(await get('/session'));
            } catch (error) {
                if (error.status === 401) {
                    setState({phase: 'out', session: null, reason: '', isDown: false});
                    return;
                }
                setState((before) => ({...before, isDown: true}));
                timer = setTimeout(look, RETRY_MS);
            }
        }
        look();
        return () => clearTimeout(timer);
    }, []);

    const login = useCallback(async (name, password) => {
        enter(await postOnce('/session', {login: name, password}));
    }, []);

    /* `isReleased`: an open visit goes back to its place in the queue, instead of a refusal. */
    const logout = useCallback(async ({isReleased = false} = {}) => {
        try {
            await remove(isReleased ? '/session?visit=release' : '/session');
        } catch (error) {
            if (error.status !== 401) {
                throw error;
            }
        }
        setCsrf('');
        setState({phase: 'out', session: null, reason: '', isDown: false});
    }, []);

    return {...state, login, logout, ended};
}

export const can = (session, capability) => session.staff.capabilities.includes(capability);
