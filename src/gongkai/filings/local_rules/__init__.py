"""What the rules of a place ask of the text of reports (地方要求), set by an agency for itself and those below."""
