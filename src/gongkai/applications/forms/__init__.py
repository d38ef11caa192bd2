"""The forms of this context. They read what is typed; whether it is lawful, the services ask the law."""
