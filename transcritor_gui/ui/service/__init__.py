"""The way between the window and the service: requests and answers, lanes, the bridge to the GUI thread."""
