"""What the commands understand: their arguments, options and help, in typer's words."""
