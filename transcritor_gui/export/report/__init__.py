"""What the evidence report tells, as values (`facts`) and in words (`words`); `report_file` writes it."""
