"""Lines of a page: cut into pieces and strips, and found where the first engine has left them out."""
