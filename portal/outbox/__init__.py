"""What goes out: mails are rows in the transaction of the thing they tell about, and leave later."""
