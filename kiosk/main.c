/*
 * okienko-kiosk - the touch screen in the lobby.
 */
int main(void)
{
    return 0;
}
